BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE alive (
	id INTEGER NOT NULL, 
	channel VARCHAR NOT NULL, 
	transport VARCHAR NOT NULL, 
	first BIGINT NOT NULL, 
	last BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE changes (
	id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	about VARCHAR NOT NULL, 
	regions VARCHAR NOT NULL, 
	post VARCHAR NOT NULL, 
	weapon VARCHAR(20), 
	PRIMARY KEY (id)
);
CREATE TABLE channels (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	telegram_id BIGINT, 
	title VARCHAR DEFAULT '' NOT NULL, 
	aliases TEXT DEFAULT '[]' NOT NULL, 
	since BIGINT NOT NULL, 
	configured BOOLEAN NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (name), 
	UNIQUE (telegram_id)
);
INSERT INTO "channels" VALUES(1,'belgorod_governor',-1001,'Губернатор','[]',1765616400000000,1,'{"name":"belgorod_governor","authority":"governor","region":"RU-BEL"}');
CREATE TABLE chats (
	chat_id BIGINT NOT NULL, 
	topic BIGINT NOT NULL, 
	kind VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	timezone VARCHAR NOT NULL, 
	quiet TEXT, 
	muted_until BIGINT, 
	digest VARCHAR(8), 
	closed VARCHAR NOT NULL, 
	closed_at BIGINT, 
	configured BOOLEAN NOT NULL, 
	PRIMARY KEY (chat_id, topic)
);
INSERT INTO "chats" VALUES(-100200300,0,'supergroup','Дежурные','ru','Europe/Moscow',NULL,NULL,NULL,'',NULL,0);
CREATE TABLE claims (
	id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	channel_id INTEGER NOT NULL, 
	ordinal INTEGER NOT NULL, 
	standing BOOLEAN NOT NULL, 
	leads BOOLEAN NOT NULL, 
	quotes SMALLINT, 
	region VARCHAR(12) NOT NULL, 
	subject VARCHAR(16) NOT NULL, 
	weapon VARCHAR(20), 
	begins BIGINT NOT NULL, 
	ends BIGINT NOT NULL, 
	long_until BIGINT, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(channel_id) REFERENCES channels (id), 
	FOREIGN KEY(post_id) REFERENCES posts (id), 
	FOREIGN KEY(revision_id) REFERENCES revisions (id)
);
INSERT INTO "claims" VALUES(1,1,1,1,0,1,1,NULL,'RU-BEL','interception','uav',1765616400000000,1765616460000000,NULL,'{"subject":"interception","place":{"regions":["RU-BEL"],"source":"home"},"count":{"low":5,"high":5,"best":5,"said":"exact"},"weapon":"uav","window":{"start":"2025-12-13T09:00:00Z","end":"2025-12-13T09:01:00Z","said":"inferred"},"evidence":[["count",18,19]]}');
CREATE TABLE episodes (
	id VARCHAR NOT NULL, 
	region VARCHAR(12) NOT NULL, 
	since BIGINT NOT NULL, 
	until BIGINT, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE health (
	channel VARCHAR NOT NULL, 
	transport VARCHAR NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (channel, transport)
);
CREATE TABLE incidents (
	id VARCHAR NOT NULL, 
	region VARCHAR(12) NOT NULL, 
	begins BIGINT NOT NULL, 
	ends BIGINT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE live_messages (
	chat_id BIGINT NOT NULL, 
	topic BIGINT NOT NULL, 
	about VARCHAR NOT NULL, 
	message_id BIGINT NOT NULL, 
	heard BOOLEAN NOT NULL, 
	text TEXT NOT NULL, 
	updated BIGINT NOT NULL, 
	PRIMARY KEY (chat_id, topic, about)
);
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	chat_id BIGINT NOT NULL, 
	topic BIGINT NOT NULL, 
	about VARCHAR NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	reason TEXT NOT NULL, 
	"key" VARCHAR NOT NULL, 
	priority SMALLINT NOT NULL, 
	rings BOOLEAN NOT NULL, 
	edits BOOLEAN NOT NULL, 
	reply BOOLEAN NOT NULL, 
	payload TEXT NOT NULL, 
	created BIGINT NOT NULL, 
	not_before BIGINT NOT NULL, 
	expires_at BIGINT, 
	attempts INTEGER NOT NULL, 
	leased_until BIGINT, 
	fate VARCHAR(12) NOT NULL, 
	fate_reason TEXT NOT NULL, 
	fated BIGINT, 
	message_id BIGINT, 
	due BIGINT, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_outbox_key UNIQUE (chat_id, topic, "key")
);
INSERT INTO "outbox" VALUES(1,-100200300,0,'report:belgorod_governor/1','report','subscribed to RU-BEL','report:belgorod_governor/1#1',4,1,0,0,'{}',1765616400000000,1765616400000000,NULL,0,NULL,'waiting','',NULL,NULL,1765616400000000);
CREATE TABLE posts (
	id INTEGER NOT NULL, 
	channel_id INTEGER NOT NULL, 
	message_id BIGINT NOT NULL, 
	posted BIGINT NOT NULL, 
	reply_to BIGINT, 
	withdrawn BIGINT, 
	current INTEGER, 
	weighed INTEGER DEFAULT '0' NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(channel_id) REFERENCES channels (id), 
	CONSTRAINT uq_posts_channel_message UNIQUE (channel_id, message_id)
);
INSERT INTO "posts" VALUES(1,1,1,1765616400000000,NULL,NULL,1,1);
CREATE TABLE revisions (
	id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	hash VARCHAR(16) NOT NULL, 
	text TEXT NOT NULL, 
	transport VARCHAR NOT NULL, 
	transports SMALLINT NOT NULL, 
	seen BIGINT NOT NULL, 
	edited BIGINT, 
	valid BIGINT NOT NULL, 
	media TEXT DEFAULT '' NOT NULL, 
	forwarded_from VARCHAR DEFAULT '' NOT NULL, 
	body TEXT, 
	PRIMARY KEY (id), 
	FOREIGN KEY(post_id) REFERENCES posts (id), 
	CONSTRAINT uq_revisions_post_number UNIQUE (post_id, number)
);
INSERT INTO "revisions" VALUES(1,1,1,'c894a6d2133b7b87','Над областью сбиты 5 беспилотников.','updates',2,1765616400000000,NULL,1765616400000000,'','','{"language":"ru"}');
CREATE TABLE state (
	"key" VARCHAR NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "state" VALUES('channels:version','5f5e5872bd7aecdb');
CREATE TABLE subscriptions (
	chat_id BIGINT NOT NULL, 
	topic BIGINT NOT NULL, 
	region VARCHAR(12) NOT NULL, 
	interest VARCHAR(16) NOT NULL, 
	severity SMALLINT NOT NULL, 
	PRIMARY KEY (chat_id, topic, region, interest)
);
INSERT INTO "subscriptions" VALUES(-100200300,0,'RU-BEL','interception',1);
CREATE TABLE tally_days (
	zone VARCHAR NOT NULL, 
	day INTEGER NOT NULL, 
	subject VARCHAR(16) NOT NULL, 
	weapon VARCHAR(20) NOT NULL, 
	stamp BIGINT NOT NULL, 
	complete BOOLEAN NOT NULL, 
	body TEXT, 
	PRIMARY KEY (zone, day, subject, weapon)
)
 WITHOUT ROWID

;
CREATE TABLE tally_rows (
	zone VARCHAR NOT NULL, 
	day INTEGER NOT NULL, 
	subject VARCHAR(16) NOT NULL, 
	weapon VARCHAR(20) NOT NULL, 
	region VARCHAR(12) NOT NULL, 
	stamp BIGINT NOT NULL, 
	body TEXT, 
	PRIMARY KEY (zone, day, subject, weapon, region)
)
 WITHOUT ROWID

;
CREATE TABLE tally_zones (
	zone VARCHAR NOT NULL, 
	PRIMARY KEY (zone)
);
CREATE TABLE unread (
	revision_id INTEGER NOT NULL, 
	tries INTEGER DEFAULT '0' NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (revision_id), 
	FOREIGN KEY(revision_id) REFERENCES revisions (id)
);
CREATE TABLE withdrawals (
	id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	kept INTEGER NOT NULL, 
	back BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(post_id) REFERENCES posts (id)
);
CREATE INDEX ix_alive_channel_last ON alive (channel, transport, last);
CREATE INDEX ix_alive_last ON alive (last);
CREATE INDEX ix_episodes_region_until ON episodes (region, until);
CREATE INDEX ix_episodes_until ON episodes (until);
CREATE INDEX ix_incidents_ends ON incidents (ends);
CREATE INDEX ix_incidents_region_ends ON incidents (region, ends);
CREATE INDEX ix_live_about ON live_messages (about);
CREATE INDEX ix_outbox_due ON outbox (priority, id) WHERE due IS NOT NULL;
CREATE INDEX ix_outbox_fated ON outbox (fated) WHERE fated IS NOT NULL;
CREATE INDEX ix_outbox_message ON outbox (chat_id, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX ix_outbox_order ON outbox (chat_id, topic, about, id) WHERE due IS NOT NULL;
CREATE INDEX ix_subscriptions_match ON subscriptions (region, interest, severity, chat_id, topic);
CREATE INDEX ix_posts_channel_posted ON posts (channel_id, posted);
CREATE INDEX ix_posts_posted ON posts (posted);
CREATE INDEX ix_claims_begins ON claims (begins);
CREATE INDEX ix_claims_long ON claims (long_until) WHERE long_until IS NOT NULL;
CREATE INDEX ix_claims_post ON claims (post_id);
CREATE INDEX ix_claims_quotes ON claims (quotes, begins) WHERE quotes IS NOT NULL;
CREATE INDEX ix_claims_region_begins ON claims (region, begins);
CREATE INDEX ix_changes_at ON changes (at);
CREATE INDEX ix_claims_channel_leads ON claims (channel_id, leads, begins);
CREATE INDEX ix_withdrawals_post ON withdrawals (post_id);
COMMIT;
