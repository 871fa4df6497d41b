BEGIN TRANSACTION;
CREATE TABLE agent (
	id VARCHAR NOT NULL, 
	username VARCHAR NOT NULL, 
	password_hash VARCHAR NOT NULL, 
	roles TEXT NOT NULL, 
	active BOOLEAN NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_agent PRIMARY KEY (id), 
	CONSTRAINT uq_agent_username UNIQUE (username)
);
INSERT INTO "agent" VALUES('id-1','username-1','password_hash-1','roles-1',0,1772438400000001);
INSERT INTO "agent" VALUES('id-2','username-2','password_hash-2','roles-2',0,1772438400000002);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001_site_and_staff');
CREATE TABLE command (
	"key" VARCHAR NOT NULL, 
	station_id VARCHAR NOT NULL, 
	fingerprint VARCHAR NOT NULL, 
	answered_at BIGINT NOT NULL, 
	refusal VARCHAR, 
	code VARCHAR, 
	facts TEXT NOT NULL, 
	CONSTRAINT pk_command PRIMARY KEY ("key", station_id)
);
INSERT INTO "command" VALUES('key-1','station_id-1','fingerprint-1',1772438400000001,'refusal-1','code-1','{}');
INSERT INTO "command" VALUES('key-2','station_id-2','fingerprint-2',1772438400000002,'refusal-2','code-2','{}');
CREATE TABLE counter (
	id VARCHAR NOT NULL, 
	number VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	definition TEXT NOT NULL, 
	retired BOOLEAN NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	offered TEXT NOT NULL, 
	agent_id VARCHAR, 
	station_id VARCHAR, 
	opened_at BIGINT, 
	pause_reason VARCHAR, 
	pause_until BIGINT, 
	degraded TEXT NOT NULL, 
	CONSTRAINT pk_counter PRIMARY KEY (id), 
	CONSTRAINT uq_counter_number UNIQUE (number)
);
INSERT INTO "counter" VALUES('id-1','number-1',1,'{}',0,'waiting','offered-1','agent_id-1','station_id-1',1772438400000001,'pause_reason-1',1,'degraded-1');
INSERT INTO "counter" VALUES('id-2','number-2',2,'{}',0,'waiting','offered-2','agent_id-2','station_id-2',1772438400000002,'pause_reason-2',2,'degraded-2');
CREATE TABLE difficulty (
	id VARCHAR NOT NULL, 
	reported_at BIGINT NOT NULL, 
	topic VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	service_code VARCHAR, 
	CONSTRAINT pk_difficulty PRIMARY KEY (id)
);
INSERT INTO "difficulty" VALUES('id-1',1772438400000001,'topic-1','body-1','service_code-1');
INSERT INTO "difficulty" VALUES('id-2',1772438400000002,'topic-2','body-2','service_code-2');
CREATE TABLE discreet_alert (
	id VARCHAR NOT NULL, 
	counter_id VARCHAR NOT NULL, 
	raised_at BIGINT NOT NULL, 
	coming_at BIGINT, 
	coming_agent_id VARCHAR, 
	ended_at BIGINT, 
	CONSTRAINT pk_discreet_alert PRIMARY KEY (id), 
	CONSTRAINT fk_discreet_alert_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id)
);
INSERT INTO "discreet_alert" VALUES('id-1','id-1',1772438400000001,1772438400000001,'coming_agent_id-1',1772438400000001);
INSERT INTO "discreet_alert" VALUES('id-2','id-2',1772438400000002,1772438400000002,'coming_agent_id-2',1772438400000002);
CREATE TABLE event (
	seq INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	visit_id VARCHAR, 
	step_id VARCHAR, 
	call_id VARCHAR, 
	counter_id VARCHAR, 
	appointment_id VARCHAR, 
	station_id VARCHAR, 
	actor_station_id VARCHAR, 
	actor_agent_id VARCHAR, 
	facts TEXT, 
	salt BLOB, 
	digest BLOB NOT NULL, 
	hash BLOB NOT NULL, 
	CONSTRAINT pk_event PRIMARY KEY (seq)
);
INSERT INTO "event" VALUES(1,1772438460000000,'visit.walked_in','visit-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"number":"K001"}',X'01010101010101010101010101010101',X'F5F72687B19F03973650DE5E27C0848D9FFBDE507EF70A636EADD30D79DE0C50',X'E033898F4EA4E0DFFC619455648E823C8026F8F0551D09044E20AB83A5C3F491');
INSERT INTO "event" VALUES(2,1772438520000000,'step.waiting','visit-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"number":"K002"}',X'02020202020202020202020202020202',X'AB7A3FC7942A6567040B4FB784953FFA7B245185CFC0C2E8607F0A8755183405',X'F4D1A4B931940EB7D5554A0E3AC2DD1518230282F3DC1E905D6A85BEC0BA44BF');
INSERT INTO "event" VALUES(3,1772438580000000,'step.called','visit-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"number":"K003"}',X'03030303030303030303030303030303',X'32F5703BBE6A87A95E9B60A19015BEC90606B60E45833D574E22555CBEDE02C7',X'80FEF5CE8CC6842FF7077CF1529B6519DB98D7E1D90B3551C755BA5ECB28C67F');
INSERT INTO "event" VALUES(4,1772438640000000,'step.completed','visit-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"number":"K004"}',X'04040404040404040404040404040404',X'FB1955F7906E1525AFF89A7748D97AB9FBCBB9D614BF7F49F4DB05027901CA9D',X'31069E75CB85554FC08B6C149E9EC254736D924832B2E781289E8A1FD4834594');
CREATE TABLE help_call (
	id VARCHAR NOT NULL, 
	station_id VARCHAR NOT NULL, 
	page VARCHAR NOT NULL, 
	asked_at BIGINT NOT NULL, 
	answered_at BIGINT, 
	answered_by VARCHAR, 
	CONSTRAINT pk_help_call PRIMARY KEY (id), 
	CONSTRAINT fk_help_call_station_id FOREIGN KEY(station_id) REFERENCES station (id)
);
INSERT INTO "help_call" VALUES('id-1','id-1','page-1',1772438400000001,1772438400000001,'answered_by-1');
INSERT INTO "help_call" VALUES('id-2','id-2','page-2',1772438400000002,1772438400000002,'answered_by-2');
CREATE TABLE lease (
	id VARCHAR NOT NULL, 
	station_id VARCHAR NOT NULL, 
	letter VARCHAR NOT NULL, 
	business_day DATE NOT NULL, 
	epoch INTEGER NOT NULL, 
	first INTEGER NOT NULL, 
	last INTEGER NOT NULL, 
	reserve BOOLEAN NOT NULL, 
	granted_at BIGINT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	CONSTRAINT pk_lease PRIMARY KEY (id), 
	CONSTRAINT fk_lease_station_id FOREIGN KEY(station_id) REFERENCES station (id)
);
INSERT INTO "lease" VALUES('id-1','id-1','letter-1','2026-03-03',1,1,1,0,1772438400000001,1772438400000001);
INSERT INTO "lease" VALUES('id-2','id-2','letter-2','2026-03-04',2,2,2,0,1772438400000002,1772438400000002);
CREATE TABLE number_series (
	business_day DATE NOT NULL, 
	letter VARCHAR NOT NULL, 
	lower INTEGER NOT NULL, 
	upper INTEGER NOT NULL, 
	CONSTRAINT pk_number_series PRIMARY KEY (business_day, letter)
);
INSERT INTO "number_series" VALUES('2026-03-03','letter-1',1,1);
INSERT INTO "number_series" VALUES('2026-03-04','letter-2',2,2);
CREATE TABLE pairing_code (
	code_hash VARCHAR NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	name VARCHAR NOT NULL, 
	created_at BIGINT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	used_at BIGINT, 
	CONSTRAINT pk_pairing_code PRIMARY KEY (code_hash)
);
INSERT INTO "pairing_code" VALUES('code_hash-1','counter','name-1',1772438400000001,1772438400000001,1772438400000001);
INSERT INTO "pairing_code" VALUES('code_hash-2','counter','name-2',1772438400000002,1772438400000002,1772438400000002);
CREATE TABLE pairing_guard (
	id INTEGER NOT NULL, 
	wrong_tries INTEGER NOT NULL, 
	locked_until BIGINT, 
	CONSTRAINT pk_pairing_guard PRIMARY KEY (id)
);
INSERT INTO "pairing_guard" VALUES(1,1,1);
INSERT INTO "pairing_guard" VALUES(2,2,2);
CREATE TABLE satisfaction_count (
	business_day DATE NOT NULL, 
	answer INTEGER NOT NULL, 
	given INTEGER NOT NULL, 
	CONSTRAINT pk_satisfaction_count PRIMARY KEY (business_day, answer)
);
INSERT INTO "satisfaction_count" VALUES('2026-03-03',1,1);
INSERT INTO "satisfaction_count" VALUES('2026-03-04',2,2);
CREATE TABLE service (
	id VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	definition TEXT NOT NULL, 
	retired BOOLEAN NOT NULL, 
	CONSTRAINT pk_service PRIMARY KEY (id), 
	CONSTRAINT uq_service_code UNIQUE (code)
);
INSERT INTO "service" VALUES('id-1','code-1',1,'{}',0);
INSERT INTO "service" VALUES('id-2','code-2',2,'{}',0);
CREATE TABLE session (
	id VARCHAR NOT NULL, 
	agent_id VARCHAR NOT NULL, 
	station_id VARCHAR NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	created_at BIGINT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	ended_at BIGINT, 
	locked BOOLEAN NOT NULL, 
	CONSTRAINT pk_session PRIMARY KEY (id), 
	CONSTRAINT fk_session_agent_id FOREIGN KEY(agent_id) REFERENCES agent (id), 
	CONSTRAINT fk_session_station_id FOREIGN KEY(station_id) REFERENCES station (id), 
	CONSTRAINT uq_session_token_hash UNIQUE (token_hash)
);
INSERT INTO "session" VALUES('id-1','id-1','id-1','token_hash-1',1772438400000001,1772438400000001,1772438400000001,0);
INSERT INTO "session" VALUES('id-2','id-2','id-2','token_hash-2',1772438400000002,1772438400000002,1772438400000002,0);
CREATE TABLE settings_version (
	version INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	changed_at BIGINT NOT NULL, 
	layer VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_settings_version PRIMARY KEY (version)
);
INSERT INTO "settings_version" VALUES(1,'{}',1772438400000001,'site');
INSERT INTO "settings_version" VALUES(2,'{}',1772438400000002,'site');
CREATE TABLE signing_key (
	key_id INTEGER NOT NULL, 
	seed BLOB NOT NULL, 
	public_key VARCHAR NOT NULL, 
	created_at BIGINT NOT NULL, 
	retired_at BIGINT, 
	CONSTRAINT pk_signing_key PRIMARY KEY (key_id)
);
INSERT INTO "signing_key" VALUES(1,X'0101010101010101010101010101010101010101010101010101010101010101','public_key-1',1772438400000001,1772438400000001);
INSERT INTO "signing_key" VALUES(2,X'0202020202020202020202020202020202020202020202020202020202020202','public_key-2',1772438400000002,1772438400000002);
CREATE TABLE site (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	zone VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	epoch INTEGER NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_site PRIMARY KEY (id)
);
INSERT INTO "site" VALUES('id-1','name-1','Europe/Lisbon',1,1,1772438400000001);
CREATE TABLE station (
	id VARCHAR NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	name VARCHAR NOT NULL, 
	enrolled_at BIGINT NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	revoked_at BIGINT, 
	last_seen_at BIGINT, 
	health TEXT NOT NULL, 
	CONSTRAINT pk_station PRIMARY KEY (id), 
	CONSTRAINT uq_station_token_hash UNIQUE (token_hash)
);
INSERT INTO "station" VALUES('id-1','counter','name-1',1772438400000001,'token_hash-1',1772438400000001,1772438400000001,'health-1');
INSERT INTO "station" VALUES('id-2','counter','name-2',1772438400000002,'token_hash-2',1772438400000002,1772438400000002,'health-2');
CREATE INDEX ix_command_answered_at ON command (answered_at);
CREATE INDEX ix_counter_agent_id ON counter (agent_id);
CREATE INDEX ix_discreet_alert_ended_at ON discreet_alert (ended_at);
CREATE INDEX ix_event_at ON event (at);
CREATE INDEX ix_event_visit_id ON event (visit_id);
CREATE INDEX ix_lease_business_day ON lease (business_day);
CREATE INDEX ix_session_agent_id ON session (agent_id);
COMMIT;
