"""What is asked for the golden files, in the order in which it is read through."""

ASKED = {
    "ru": """
/start
/help
/now
/now белгород
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
