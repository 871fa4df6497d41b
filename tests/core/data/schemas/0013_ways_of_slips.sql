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
CREATE TABLE agent_identity (
	issuer VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	agent_id VARCHAR NOT NULL, 
	linked_at BIGINT NOT NULL, 
	CONSTRAINT pk_agent_identity PRIMARY KEY (issuer, subject), 
	CONSTRAINT fk_agent_identity_agent_id_agent FOREIGN KEY(agent_id) REFERENCES agent (id)
);
INSERT INTO "agent_identity" VALUES('issuer-1','subject-1','id-1',1772438400000001);
INSERT INTO "agent_identity" VALUES('issuer-2','subject-2','id-2',1772438400000002);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0013_ways_of_slips');
CREATE TABLE appointment (
	id VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	source_id VARCHAR NOT NULL, 
	code_id BIGINT NOT NULL, 
	reference VARCHAR NOT NULL, 
	service_id VARCHAR NOT NULL, 
	business_day DATE NOT NULL, 
	starts_at BIGINT NOT NULL, 
	duration_min INTEGER NOT NULL, 
	mode VARCHAR(32) NOT NULL, 
	status VARCHAR(32) NOT NULL, 
	source_status VARCHAR(32) NOT NULL, 
	digest VARCHAR NOT NULL, 
	imported_at BIGINT NOT NULL, 
	visit_id VARCHAR, 
	withdrawn_at BIGINT, 
	visit_kind VARCHAR(32) NOT NULL, 
	completeness VARCHAR(32) NOT NULL, 
	missing_documents TEXT NOT NULL, 
	case_ref VARCHAR, 
	pre_application VARCHAR, 
	responsible_id VARCHAR, 
	stream VARCHAR NOT NULL, voucher BOOLEAN DEFAULT 0 NOT NULL, services TEXT DEFAULT '[]' NOT NULL, erased_at BIGINT, zone VARCHAR DEFAULT '' NOT NULL, starts_text VARCHAR DEFAULT '' NOT NULL, doubled BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_appointment PRIMARY KEY (id), 
	CONSTRAINT fk_appointment_service_id FOREIGN KEY(service_id) REFERENCES service (id), 
	CONSTRAINT uq_appointment_code_id UNIQUE (code_id), 
	CONSTRAINT uq_appointment_source_source_id UNIQUE (source, source_id)
);
INSERT INTO "appointment" VALUES('id-1','source-1','source_id-1',1,'reference-1','id-1','2026-03-03',1772438400000001,1,'mode-1','booked','source_status-1','digest-1',1772438400000001,'visit_id-1',1772438400000001,'visit_kind-1','completeness-1','missing_documents-1','case_ref-1','pre_application-1','responsible_id-1','stream-1',0,'services-1',1772438400000001,'Europe/Lisbon','starts_text-1',0);
INSERT INTO "appointment" VALUES('id-2','source-2','source_id-2',2,'reference-2','id-2','2026-03-04',1772438400000002,2,'mode-2','booked','source_status-2','digest-2',1772438400000002,'visit_id-2',1772438400000002,'visit_kind-2','completeness-2','missing_documents-2','case_ref-2','pre_application-2','responsible_id-2','stream-2',0,'services-2',1772438400000002,'Europe/Lisbon','starts_text-2',0);
CREATE TABLE appointment_person (
	appointment_id VARCHAR NOT NULL, 
	ordinal INTEGER NOT NULL, 
	target VARCHAR, 
	family_name VARCHAR NOT NULL, 
	given_name VARCHAR NOT NULL, 
	CONSTRAINT pk_appointment_person PRIMARY KEY (appointment_id, ordinal), 
	CONSTRAINT fk_appointment_person_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id)
);
INSERT INTO "appointment_person" VALUES('id-1',1,'target-1','family_name-1','given_name-1');
INSERT INTO "appointment_person" VALUES('id-2',2,'target-2','family_name-2','given_name-2');
CREATE TABLE booked_day (
	source VARCHAR NOT NULL, 
	business_day DATE NOT NULL, 
	read_at BIGINT NOT NULL, 
	bookings INTEGER NOT NULL, 
	set_aside INTEGER NOT NULL, 
	CONSTRAINT pk_booked_day PRIMARY KEY (source, business_day)
);
INSERT INTO "booked_day" VALUES('source-1','2026-03-03',1772438400000001,1,1);
INSERT INTO "booked_day" VALUES('source-2','2026-03-04',1772438400000002,2,2);
CREATE TABLE call (
	id VARCHAR NOT NULL, 
	step_id VARCHAR NOT NULL, 
	visit_id VARCHAR NOT NULL, 
	counter_id VARCHAR NOT NULL, 
	business_day DATE NOT NULL, 
	announcement INTEGER NOT NULL, 
	called_at BIGINT NOT NULL, 
	agent_id VARCHAR, 
	repeats INTEGER NOT NULL, 
	last_called_at BIGINT, 
	retracted_at BIGINT, 
	reason VARCHAR, 
	audit TEXT NOT NULL, 
	CONSTRAINT pk_call PRIMARY KEY (id), 
	CONSTRAINT fk_call_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id), 
	CONSTRAINT fk_call_step_id FOREIGN KEY(step_id) REFERENCES step (id), 
	CONSTRAINT fk_call_visit_id FOREIGN KEY(visit_id) REFERENCES visit (id), 
	CONSTRAINT uq_call_business_day_announcement UNIQUE (business_day, announcement)
);
INSERT INTO "call" VALUES('id-1','id-1','id-1','id-1','2026-03-03',1,1772438400000001,'agent_id-1',1,1772438400000001,1772438400000001,'reason-1','{}');
INSERT INTO "call" VALUES('id-2','id-2','id-2','id-2','2026-03-04',2,1772438400000002,'agent_id-2',2,1772438400000002,1772438400000002,'reason-2','{}');
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
CREATE TABLE counted_day (
	business_day DATE NOT NULL, 
	counted_at BIGINT NOT NULL, 
	changed BOOLEAN NOT NULL, 
	closed BOOLEAN NOT NULL, 
	CONSTRAINT pk_counted_day PRIMARY KEY (business_day)
);
INSERT INTO "counted_day" VALUES('2026-03-03',1772438400000001,0,0);
INSERT INTO "counted_day" VALUES('2026-03-04',1772438400000002,0,0);
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
	degraded TEXT NOT NULL, chosen TEXT DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_counter PRIMARY KEY (id), 
	CONSTRAINT uq_counter_number UNIQUE (number)
);
INSERT INTO "counter" VALUES('id-1','number-1',1,'{}',0,'waiting','offered-1','agent_id-1','station_id-1',1772438400000001,'pause_reason-1',1,'degraded-1','chosen-1');
INSERT INTO "counter" VALUES('id-2','number-2',2,'{}',0,'waiting','offered-2','agent_id-2','station_id-2',1772438400000002,'pause_reason-2',2,'degraded-2','chosen-2');
CREATE TABLE day_closing (
	business_day DATE NOT NULL, 
	closed_at BIGINT NOT NULL, 
	agent_id VARCHAR, 
	counts TEXT NOT NULL, 
	CONSTRAINT pk_day_closing PRIMARY KEY (business_day)
);
INSERT INTO "day_closing" VALUES('2026-03-03',1772438400000001,'agent_id-1','counts-1');
INSERT INTO "day_closing" VALUES('2026-03-04',1772438400000002,'agent_id-2','counts-2');
CREATE TABLE day_count (
	grain VARCHAR(8) NOT NULL, 
	starts_on DATE NOT NULL, 
	service_id VARCHAR NOT NULL, 
	hour INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	agents INTEGER NOT NULL, 
	visits INTEGER NOT NULL, 
	persons INTEGER NOT NULL, 
	walk_ins INTEGER NOT NULL, 
	priority INTEGER NOT NULL, 
	urgent INTEGER NOT NULL, 
	early INTEGER NOT NULL, 
	on_time INTEGER NOT NULL, 
	late INTEGER NOT NULL, 
	called INTEGER NOT NULL, 
	served INTEGER NOT NULL, 
	"left" INTEGER NOT NULL, 
	sent_away INTEGER NOT NULL, 
	absent INTEGER NOT NULL, 
	unserved INTEGER NOT NULL, 
	cancelled INTEGER NOT NULL, 
	due INTEGER NOT NULL, 
	punctual INTEGER NOT NULL, 
	done INTEGER NOT NULL, 
	incomplete INTEGER NOT NULL, 
	refused INTEGER NOT NULL, 
	not_recorded INTEGER NOT NULL, 
	calls INTEGER NOT NULL, 
	recalls INTEGER NOT NULL, 
	out_of_turn INTEGER NOT NULL, 
	absences INTEGER NOT NULL, 
	transfers INTEGER NOT NULL, 
	booked INTEGER NOT NULL, 
	came INTEGER NOT NULL, 
	no_shows INTEGER NOT NULL, 
	excused INTEGER NOT NULL, 
	revoked INTEGER NOT NULL, 
	undecided INTEGER NOT NULL, 
	wait_s BIGINT NOT NULL, 
	service_s BIGINT NOT NULL, 
	dwell_s BIGINT NOT NULL, 
	wait_00 INTEGER NOT NULL, 
	wait_01 INTEGER NOT NULL, 
	wait_02 INTEGER NOT NULL, 
	wait_03 INTEGER NOT NULL, 
	wait_04 INTEGER NOT NULL, 
	wait_05 INTEGER NOT NULL, 
	wait_06 INTEGER NOT NULL, 
	wait_07 INTEGER NOT NULL, 
	wait_08 INTEGER NOT NULL, 
	wait_09 INTEGER NOT NULL, 
	wait_10 INTEGER NOT NULL, 
	wait_11 INTEGER NOT NULL, 
	wait_12 INTEGER NOT NULL, 
	wait_13 INTEGER NOT NULL, 
	wait_14 INTEGER NOT NULL, 
	wait_15 INTEGER NOT NULL, 
	wait_16 INTEGER NOT NULL, 
	wait_17 INTEGER NOT NULL, 
	wait_18 INTEGER NOT NULL, 
	wait_19 INTEGER NOT NULL, 
	wait_20 INTEGER NOT NULL, 
	service_00 INTEGER NOT NULL, 
	service_01 INTEGER NOT NULL, 
	service_02 INTEGER NOT NULL, 
	service_03 INTEGER NOT NULL, 
	service_04 INTEGER NOT NULL, 
	service_05 INTEGER NOT NULL, 
	service_06 INTEGER NOT NULL, 
	service_07 INTEGER NOT NULL, 
	service_08 INTEGER NOT NULL, 
	service_09 INTEGER NOT NULL, 
	service_10 INTEGER NOT NULL, 
	service_11 INTEGER NOT NULL, 
	service_12 INTEGER NOT NULL, 
	service_13 INTEGER NOT NULL, 
	service_14 INTEGER NOT NULL, 
	service_15 INTEGER NOT NULL, 
	service_16 INTEGER NOT NULL, 
	service_17 INTEGER NOT NULL, 
	service_18 INTEGER NOT NULL, 
	service_19 INTEGER NOT NULL, 
	service_20 INTEGER NOT NULL, 
	dwell_00 INTEGER NOT NULL, 
	dwell_01 INTEGER NOT NULL, 
	dwell_02 INTEGER NOT NULL, 
	dwell_03 INTEGER NOT NULL, 
	dwell_04 INTEGER NOT NULL, 
	dwell_05 INTEGER NOT NULL, 
	dwell_06 INTEGER NOT NULL, 
	dwell_07 INTEGER NOT NULL, 
	dwell_08 INTEGER NOT NULL, 
	dwell_09 INTEGER NOT NULL, 
	dwell_10 INTEGER NOT NULL, 
	dwell_11 INTEGER NOT NULL, 
	dwell_12 INTEGER NOT NULL, 
	dwell_13 INTEGER NOT NULL, 
	dwell_14 INTEGER NOT NULL, 
	dwell_15 INTEGER NOT NULL, 
	dwell_16 INTEGER NOT NULL, 
	dwell_17 INTEGER NOT NULL, 
	dwell_18 INTEGER NOT NULL, 
	dwell_19 INTEGER NOT NULL, 
	dwell_20 INTEGER NOT NULL, 
	CONSTRAINT pk_day_count PRIMARY KEY (grain, starts_on, service_id, hour, kind)
);
INSERT INTO "day_count" VALUES('grain-1','2026-03-03','service_id-1',1,'counter',1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1);
INSERT INTO "day_count" VALUES('grain-2','2026-03-04','service_id-2',2,'counter',2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2);
CREATE TABLE device_pin (
	agent_id VARCHAR NOT NULL, 
	station_id VARCHAR NOT NULL, 
	pin_hash VARCHAR NOT NULL, 
	set_at BIGINT NOT NULL, 
	tries INTEGER NOT NULL, 
	CONSTRAINT pk_device_pin PRIMARY KEY (agent_id, station_id), 
	CONSTRAINT fk_device_pin_agent_id_agent FOREIGN KEY(agent_id) REFERENCES agent (id), 
	CONSTRAINT fk_device_pin_station_id_station FOREIGN KEY(station_id) REFERENCES station (id)
);
INSERT INTO "device_pin" VALUES('id-1','id-1','pin_hash-1',1772438400000001,1);
INSERT INTO "device_pin" VALUES('id-2','id-2','pin_hash-2',1772438400000002,2);
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
CREATE TABLE duration (
	id INTEGER NOT NULL, 
	business_day DATE NOT NULL, 
	service_id VARCHAR NOT NULL, 
	hour INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	measure VARCHAR NOT NULL, 
	seconds INTEGER NOT NULL, 
	CONSTRAINT pk_duration PRIMARY KEY (id)
);
INSERT INTO "duration" VALUES(1,'2026-03-03','service_id-1',1,'counter','measure-1',1);
INSERT INTO "duration" VALUES(2,'2026-03-04','service_id-2',2,'counter','measure-2',2);
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
CREATE TABLE invitation (
	code_hash VARCHAR NOT NULL, 
	agent_id VARCHAR NOT NULL, 
	expires_at BIGINT NOT NULL, 
	used_at BIGINT, 
	CONSTRAINT pk_invitation PRIMARY KEY (code_hash), 
	CONSTRAINT fk_invitation_agent_id_agent FOREIGN KEY(agent_id) REFERENCES agent (id)
);
INSERT INTO "invitation" VALUES('code_hash-1','id-1',1772438400000001,1772438400000001);
INSERT INTO "invitation" VALUES('code_hash-2','id-2',1772438400000002,1772438400000002);
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
CREATE TABLE noticed_change (
	id INTEGER NOT NULL, 
	seq INTEGER NOT NULL, 
	CONSTRAINT pk_noticed_change PRIMARY KEY (id)
);
INSERT INTO "noticed_change" VALUES(1,1);
INSERT INTO "noticed_change" VALUES(2,2);
CREATE TABLE number_series (
	business_day DATE NOT NULL, 
	letter VARCHAR NOT NULL, 
	lower INTEGER NOT NULL, 
	upper INTEGER NOT NULL, 
	CONSTRAINT pk_number_series PRIMARY KEY (business_day, letter)
);
INSERT INTO "number_series" VALUES('2026-03-03','letter-1',1,1);
INSERT INTO "number_series" VALUES('2026-03-04','letter-2',2,2);
CREATE TABLE outbox_item (
	id VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	target VARCHAR NOT NULL, 
	appointment_id VARCHAR NOT NULL, 
	outcome VARCHAR NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	created_at BIGINT NOT NULL, 
	"order" INTEGER NOT NULL, 
	visit_id VARCHAR, 
	attempts INTEGER NOT NULL, 
	next_try_at BIGINT, 
	reason VARCHAR, 
	sent_at BIGINT, 
	withdrawn_at BIGINT, tried_at BIGINT, found VARCHAR, over VARCHAR, 
	CONSTRAINT pk_outbox_item PRIMARY KEY (id), 
	CONSTRAINT fk_outbox_item_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id), 
	CONSTRAINT uq_outbox_item_order UNIQUE ("order")
);
INSERT INTO "outbox_item" VALUES('id-1','source-1','target-1','id-1','outcome-1','waiting',1772438400000001,1,'visit_id-1',1,1772438400000001,'reason-1',1772438400000001,1772438400000001,1772438400000001,'found-1','over-1');
INSERT INTO "outbox_item" VALUES('id-2','source-2','target-2','id-2','outcome-2','waiting',1772438400000002,2,'visit_id-2',2,1772438400000002,'reason-2',1772438400000002,1772438400000002,1772438400000002,'found-2','over-2');
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
CREATE TABLE seal (
	seq INTEGER NOT NULL, 
	day DATE NOT NULL, 
	epoch INTEGER NOT NULL, 
	begins INTEGER NOT NULL, 
	rows INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	hash BLOB NOT NULL, 
	sealed_at BIGINT NOT NULL, 
	signature BLOB NOT NULL, 
	CONSTRAINT pk_seal PRIMARY KEY (seq)
);
INSERT INTO "seal" VALUES(1,'2026-03-03',1,1,1,1772438400000001,X'E033898F4EA4E0DFFC619455648E823C8026F8F0551D09044E20AB83A5C3F491',1772438400000001,X'0101010101010101010101010101010101010101010101010101010101010101');
INSERT INTO "seal" VALUES(2,'2026-03-04',2,2,2,1772438400000002,X'F4D1A4B931940EB7D5554A0E3AC2DD1518230282F3DC1E905D6A85BEC0BA44BF',1772438400000002,X'0202020202020202020202020202020202020202020202020202020202020202');
CREATE TABLE server (
	url VARCHAR NOT NULL, 
	seen_at BIGINT NOT NULL, 
	CONSTRAINT pk_server PRIMARY KEY (url)
);
INSERT INTO "server" VALUES('url-1',1772438400000001);
INSERT INTO "server" VALUES('url-2',1772438400000002);
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
CREATE TABLE service_account (
	station_id VARCHAR NOT NULL, 
	scopes TEXT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	old_token_hash VARCHAR, 
	old_until BIGINT, 
	CONSTRAINT pk_service_account PRIMARY KEY (station_id), 
	CONSTRAINT fk_service_account_station_id_station FOREIGN KEY(station_id) REFERENCES station (id), 
	CONSTRAINT uq_service_account_old_token_hash UNIQUE (old_token_hash)
);
INSERT INTO "service_account" VALUES('id-1','scopes-1',1772438400000001,'old_token_hash-1',1);
INSERT INTO "service_account" VALUES('id-2','scopes-2',1772438400000002,'old_token_hash-2',2);
CREATE TABLE service_outcome (
	visit_id VARCHAR NOT NULL, 
	person INTEGER NOT NULL, 
	service_id VARCHAR NOT NULL, 
	outcome VARCHAR(32) NOT NULL, 
	recorded_at BIGINT NOT NULL, 
	agent_id VARCHAR, 
	CONSTRAINT pk_service_outcome PRIMARY KEY (visit_id, person, service_id), 
	CONSTRAINT fk_service_outcome_visit_id FOREIGN KEY(visit_id) REFERENCES visit (id)
);
INSERT INTO "service_outcome" VALUES('id-1',1,'service_id-1','outcome-1',1772438400000001,'agent_id-1');
INSERT INTO "service_outcome" VALUES('id-2',2,'service_id-2','outcome-2',1772438400000002,'agent_id-2');
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
	layer VARCHAR(32) NOT NULL, catalogue TEXT, part VARCHAR DEFAULT 'settings' NOT NULL, agent_id VARCHAR, changed TEXT DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_settings_version PRIMARY KEY (version)
);
INSERT INTO "settings_version" VALUES(1,'{}',1772438400000001,'site','{}','settings','agent_id-1','changed-1');
INSERT INTO "settings_version" VALUES(2,'{}',1772438400000002,'site','{}','settings','agent_id-2','changed-2');
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
CREATE TABLE site_day (
	id INTEGER NOT NULL, 
	closes_early_on DATE, 
	closes_early_at BIGINT, 
	closed_on DATE, 
	crisis_since BIGINT, 
	drill BOOLEAN NOT NULL, 
	crisis_texts TEXT NOT NULL, 
	frozen_since BIGINT, 
	freeze_reason VARCHAR, 
	CONSTRAINT pk_site_day PRIMARY KEY (id)
);
INSERT INTO "site_day" VALUES(1,'2026-03-03',1772438400000001,'2026-03-03',1,0,'crisis_texts-1',1,'freeze_reason-1');
INSERT INTO "site_day" VALUES(2,'2026-03-04',1772438400000002,'2026-03-04',2,0,'crisis_texts-2',2,'freeze_reason-2');
CREATE TABLE site_message (
	id VARCHAR NOT NULL, 
	texts TEXT NOT NULL, 
	level VARCHAR NOT NULL, 
	created_at BIGINT NOT NULL, 
	until BIGINT, 
	ended_at BIGINT, 
	CONSTRAINT pk_site_message PRIMARY KEY (id)
);
INSERT INTO "site_message" VALUES('id-1','texts-1','level-1',1772438400000001,1,1772438400000001);
INSERT INTO "site_message" VALUES('id-2','texts-2','level-2',1772438400000002,2,1772438400000002);
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
CREATE TABLE step (
	id VARCHAR NOT NULL, 
	visit_id VARCHAR NOT NULL, 
	business_day DATE NOT NULL, 
	ordinal INTEGER NOT NULL, 
	service_id VARCHAR NOT NULL, 
	state VARCHAR(32) NOT NULL, 
	rank BIGINT NOT NULL, 
	due_from BIGINT NOT NULL, 
	sequence INTEGER NOT NULL, 
	waiting_since BIGINT NOT NULL, 
	flow_index INTEGER NOT NULL, 
	target_counter_id VARCHAR, 
	target_agent_id VARCHAR, 
	counter_id VARCHAR, 
	agent_id VARCHAR, 
	call_id VARCHAR, 
	calls INTEGER NOT NULL, 
	absences INTEGER NOT NULL, 
	holds INTEGER NOT NULL, 
	called_at BIGINT, 
	started_at BIGINT, 
	ended_at BIGINT, 
	parked_at BIGINT, 
	park_until BIGINT, 
	reason VARCHAR, held_counter_id VARCHAR, 
	CONSTRAINT pk_step PRIMARY KEY (id), 
	CONSTRAINT fk_step_counter_id FOREIGN KEY(counter_id) REFERENCES counter (id), 
	CONSTRAINT fk_step_service_id FOREIGN KEY(service_id) REFERENCES service (id), 
	CONSTRAINT fk_step_visit_id FOREIGN KEY(visit_id) REFERENCES visit (id), 
	CONSTRAINT uq_step_visit_id_ordinal UNIQUE (visit_id, ordinal)
);
INSERT INTO "step" VALUES('id-1','id-1','2026-03-03',1,'id-1','waiting',1,1,1,1,1,'target_counter_id-1','target_agent_id-1','id-1','agent_id-1','call_id-1',1,1,1,1772438400000001,1772438400000001,1772438400000001,1772438400000001,1,'reason-1','held_counter_id-1');
INSERT INTO "step" VALUES('id-2','id-2','2026-03-04',2,'id-2','waiting',2,2,2,2,2,'target_counter_id-2','target_agent_id-2','id-2','agent_id-2','call_id-2',2,2,2,1772438400000002,1772438400000002,1772438400000002,1772438400000002,2,'reason-2','held_counter_id-2');
CREATE TABLE visit (
	id VARCHAR NOT NULL, 
	business_day DATE NOT NULL, 
	number VARCHAR NOT NULL, 
	called_as VARCHAR NOT NULL, 
	letter VARCHAR NOT NULL, 
	sequence INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	service_id VARCHAR NOT NULL, 
	checked_in_at BIGINT NOT NULL, 
	received_at BIGINT NOT NULL, 
	language VARCHAR NOT NULL, 
	base_at BIGINT NOT NULL, 
	bonus_min INTEGER NOT NULL, 
	settings_version INTEGER NOT NULL, 
	appointment_id VARCHAR, 
	starts_at BIGINT, 
	arrival VARCHAR(32), 
	priority BOOLEAN NOT NULL, 
	needs TEXT NOT NULL, 
	persons INTEGER NOT NULL, 
	companions INTEGER NOT NULL, 
	station_id VARCHAR, 
	lease_id VARCHAR, 
	slip VARCHAR(32) NOT NULL, 
	visit_kind VARCHAR(32) NOT NULL, 
	linked_visit_id VARCHAR, 
	group_id VARCHAR, 
	completeness VARCHAR(32) NOT NULL, 
	missing_documents TEXT NOT NULL, 
	documents_shown TEXT NOT NULL, 
	case_ref VARCHAR, 
	pre_application VARCHAR, 
	stream VARCHAR NOT NULL, 
	flags TEXT NOT NULL, 
	first_called_at BIGINT, 
	ended_at BIGINT, services TEXT DEFAULT '[]' NOT NULL, route TEXT DEFAULT '[]' NOT NULL, urgent_min INTEGER DEFAULT '0' NOT NULL, drill BOOLEAN DEFAULT 0 NOT NULL, erased_at BIGINT, slip_way VARCHAR(32), slip_cause VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_visit PRIMARY KEY (id), 
	CONSTRAINT fk_visit_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id), 
	CONSTRAINT fk_visit_service_id FOREIGN KEY(service_id) REFERENCES service (id), 
	CONSTRAINT uq_visit_business_day_called_as UNIQUE (business_day, called_as), 
	CONSTRAINT uq_visit_business_day_sequence UNIQUE (business_day, sequence), 
	CONSTRAINT uq_visit_lease_id_number UNIQUE (lease_id, number)
);
INSERT INTO "visit" VALUES('id-1','2026-03-03','number-1','called_as-1','letter-1',1,'counter','id-1',1772438400000001,1772438400000001,'language-1',1772438400000001,1,1,'id-1',1772438400000001,'arrival-1',0,'needs-1',1,1,'station_id-1','lease_id-1','slip-1','visit_kind-1','linked_visit_id-1','group_id-1','completeness-1','missing_documents-1','documents_shown-1','case_ref-1','pre_application-1','stream-1','flags-1',1772438400000001,1772438400000001,'services-1','route-1',1,0,1772438400000001,'slip_way-1','slip_cause-1');
INSERT INTO "visit" VALUES('id-2','2026-03-04','number-2','called_as-2','letter-2',2,'counter','id-2',1772438400000002,1772438400000002,'language-2',1772438400000002,2,2,'id-2',1772438400000002,'arrival-2',0,'needs-2',2,2,'station_id-2','lease_id-2','slip-2','visit_kind-2','linked_visit_id-2','group_id-2','completeness-2','missing_documents-2','documents_shown-2','case_ref-2','pre_application-2','stream-2','flags-2',1772438400000002,1772438400000002,'services-2','route-2',2,0,1772438400000002,NULL,'');
CREATE TABLE visit_note (
	visit_id VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	CONSTRAINT pk_visit_note PRIMARY KEY (visit_id), 
	CONSTRAINT fk_visit_note_visit_id FOREIGN KEY(visit_id) REFERENCES visit (id)
);
INSERT INTO "visit_note" VALUES('id-1','body-1');
INSERT INTO "visit_note" VALUES('id-2','body-2');
CREATE TABLE visit_person (
	visit_id VARCHAR NOT NULL, 
	ordinal INTEGER NOT NULL, 
	appointment_id VARCHAR, 
	target VARCHAR, 
	family_name VARCHAR NOT NULL, 
	given_name VARCHAR NOT NULL, came_as VARCHAR, 
	CONSTRAINT pk_visit_person PRIMARY KEY (visit_id, ordinal), 
	CONSTRAINT fk_visit_person_visit_id FOREIGN KEY(visit_id) REFERENCES visit (id)
);
INSERT INTO "visit_person" VALUES('id-1',1,'appointment_id-1','target-1','family_name-1','given_name-1','came_as-1');
INSERT INTO "visit_person" VALUES('id-2',2,'appointment_id-2','target-2','family_name-2','given_name-2','came_as-2');
CREATE TABLE webhook (
	name VARCHAR NOT NULL, 
	url VARCHAR NOT NULL, 
	since BIGINT NOT NULL, 
	sent_seq INTEGER NOT NULL, 
	sent_at BIGINT, 
	lost INTEGER NOT NULL, 
	lost_at BIGINT, 
	gone_at BIGINT, 
	CONSTRAINT pk_webhook PRIMARY KEY (name)
);
INSERT INTO "webhook" VALUES('archive','https://archive.example/events',1767225600000000,12,1767225700000000,0,NULL,NULL);
CREATE INDEX ix_command_answered_at ON command (answered_at);
CREATE INDEX ix_counter_agent_id ON counter (agent_id);
CREATE INDEX ix_discreet_alert_ended_at ON discreet_alert (ended_at);
CREATE INDEX ix_event_at ON event (at);
CREATE INDEX ix_event_visit_id ON event (visit_id);
CREATE INDEX ix_lease_business_day ON lease (business_day);
CREATE INDEX ix_session_agent_id ON session (agent_id);
CREATE INDEX ix_appointment_day ON appointment (business_day, starts_at);
CREATE INDEX ix_appointment_reference ON appointment (reference);
CREATE INDEX ix_outbox_item_appointment_id ON outbox_item (appointment_id);
CREATE INDEX ix_outbox_item_target ON outbox_item (source, target, "order");
CREATE INDEX ix_outbox_item_unsent ON outbox_item ("order") WHERE state = 'pending' AND withdrawn_at IS NULL;
CREATE INDEX ix_visit_appointment_id ON visit (appointment_id);
CREATE INDEX ix_visit_group_id ON visit (group_id);
CREATE INDEX ix_step_day_state ON step (business_day, state);
CREATE UNIQUE INDEX ix_step_held ON step (counter_id) WHERE state IN ('called', 'serving');
CREATE INDEX ix_step_waiting ON step (business_day, service_id, rank, sequence, due_from) WHERE state = 'waiting';
CREATE INDEX ix_call_step_id ON call (step_id);
CREATE INDEX ix_site_message_ended_at ON site_message (ended_at);
CREATE INDEX ix_duration_business_day ON duration (business_day);
CREATE INDEX ix_duration_measure_service ON duration (measure, service_id, business_day);
CREATE INDEX ix_step_held_back ON step (held_counter_id, business_day) WHERE state = 'waiting' AND held_counter_id IS NOT NULL;
CREATE INDEX ix_visit_open ON visit (business_day) WHERE ended_at IS NULL;
CREATE INDEX ix_visit_priority ON visit (business_day) WHERE priority AND ended_at IS NULL;
CREATE INDEX ix_invitation_agent_id ON invitation (agent_id);
CREATE INDEX ix_agent_identity_agent_id ON agent_identity (agent_id);
COMMIT;
