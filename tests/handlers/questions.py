"""What is asked for the golden files, in the order in which it is read through."""

ASKED = {
    "ru": """
/start
/help
/now
/now белгород
/now харьков
/today
/today белгородская
/today все
/today ленинградская
/yesterday
/day 19.10
/day 19 октября брянск
/day завтра
/day мосва
/week
/month белгород
/region
/region белгород
/region брянская 1-20 октября
/compare
/compare белгород брянск
/top
/last
/incident
/incident_b71
/incident_none
/place
/place Грачёвка
/sources
/sources харьков
/privacy
/delete
/тудей
/tody
белгород вчера
спасибо
""",
    "uk": """
/start
/help
/now
/now бєлгород
/now бєлгород харків
/today
/today бєлгородська
/today ленінградська
/yesterday
/day 19.10
/day 19 жовтня брянськ
/day завтра
/day мосва
/week
/region
/region бєлгород
/compare бєлгород брянськ
/top
/last
/incident_b71
/place Грачёвка
/sources
/privacy
/delete
/tody
вчора
""",
    "en": """
/start
/help
/now
/now belgorod
/now kharkiv
/today
/today leningrad
/today belgrod
/yesterday
/day 19.10
/day october 19 bryansk
/day tomorrow
/week
/region
/region belgorod
/compare belgorod bryansk
/top
/last
/incident_b71
/place Грачёвка
/sources
/privacy
/delete
/tody
bryansk last week
""",
}

SET = {
    "ru": """
/month
/chart
/chart белгород прошлая неделя
/map
/export csv белгород 20.10
/subscribe
/subscribe белгород
/settings
/mute 30м
/mute выкл
/quiet 23-07 кроме ракет
/digest 08:00
/timezone Киев
/why
/test
/language ru
/unsubscribe белгород
/incident
/stop
/health
/outbox
/reread gov_belgorod
""",
    "uk": """
/month
/chart
/chart бєлгород минулий тиждень
/map
/export csv бєлгород 20.10
/subscribe
/subscribe бєлгород
/settings
/mute 30хв
/mute вимк
/quiet 23-07 крім ракет
/digest 08:00
/timezone Київ
/why
/test
/language uk
/unsubscribe бєлгород
/incident
/stop
/health
/outbox
/reread gov_belgorod
""",
    "en": """
/month
/chart
/chart belgorod last week
/map
/export csv belgorod 20.10
/subscribe
/subscribe belgorod
/settings
/mute 30m
/mute off
/quiet 23-07 except missiles
/digest 08:00
/timezone London
/why
/test
/language en
/unsubscribe belgorod
/incident
/stop
/health
/outbox
/reread gov_belgorod
""",
}
"""Pictures, files and settings, as an operator of the bot asks for them in a private chat."""
