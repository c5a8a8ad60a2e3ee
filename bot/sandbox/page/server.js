// The server: deeds by POST, news by server-sent events.

export async function deed(name, body) {
  const answer = await fetch(`/control/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const result = await answer.json();
  if (!answer.ok) throw new Error(result.error);
  return result;
}

export function listen(onNews, onLost) {
  const source = new EventSource("/control/events");
  source.onmessage = (event) => onNews(JSON.parse(event.data));
  source.onopen = () => onLost(false);
  source.onerror = () => onLost(true); // the browser tries again by itself
}
