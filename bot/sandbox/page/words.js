// The page's own words. What officials and the bot say comes from the server as it is.
const WORDS = {
  en: {
    chats: "The bot", channels: "Officials' channels", groups: "Groups", bot: "bot", group: "group",
    admin: "the bot is an administrator here", preview: "the bot reads the public preview",
    post: "Post to the channel…", say: "Message", editing: "Editing: {text}", edit: "edit", remove: "delete",
    edited: "edited", rings: "rings", silent: "silent", lost: "The sandbox does not answer. Trying again…",
    unanswered: "The bot did not answer the button.", choose: "Choose a chat on the left. Post as a governor and watch the group.",
    joined: "{who} is here now", file: "File", back: "Back", send: "Send", commands: "Commands", cancel: "Cancel",
    today: "Today", empty: "No messages yet", forwarded: "Forwarded from {name}", sandbox: "sandbox",
  },
  ru: {
    chats: "Бот", channels: "Каналы официальных лиц", groups: "Группы", bot: "бот", group: "группа",
    admin: "бот здесь администратор", preview: "бот читает открытую страницу канала",
    post: "Написать в канал…", say: "Сообщение", editing: "Правка: {text}", edit: "править", remove: "удалить",
    edited: "изменено", rings: "со звуком", silent: "без звука", lost: "Песочница не отвечает. Пробую снова…",
    unanswered: "Бот не ответил на кнопку.", choose: "Выберите чат слева. Напишите как губернатор и посмотрите на группу.",
    joined: "{who} теперь здесь", file: "Файл", back: "Назад", send: "Отправить", commands: "Команды", cancel: "Отмена",
    today: "Сегодня", empty: "Сообщений пока нет", forwarded: "Переслано из «{name}»", sandbox: "песочница",
  },
  uk: {
    chats: "Бот", channels: "Канали посадовців", groups: "Групи", bot: "бот", group: "група",
    admin: "бот тут адміністратор", preview: "бот читає відкриту сторінку каналу",
    post: "Написати в канал…", say: "Повідомлення", editing: "Правка: {text}", edit: "змінити", remove: "видалити",
    edited: "змінено", rings: "зі звуком", silent: "без звуку", lost: "Пісочниця не відповідає. Пробую знову…",
    unanswered: "Бот не відповів на кнопку.", choose: "Виберіть чат ліворуч. Напишіть як губернатор і погляньте на групу.",
    joined: "{who} тепер тут", file: "Файл", back: "Назад", send: "Надіслати", commands: "Команди", cancel: "Скасувати",
    today: "Сьогодні", empty: "Повідомлень ще немає", forwarded: "Переслано з «{name}»", sandbox: "пісочниця",
  },
};

export const language = WORDS[navigator.language.slice(0, 2)] ? navigator.language.slice(0, 2) : "en";
document.documentElement.lang = language;

export function say(key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
