-- As drizzle-kit wrote it, but for the two INSERTs: it selects columns that the old tables lack, and SQLite takes their quoted names for words.
CREATE TABLE `delivery_notes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`delivery_id` integer NOT NULL,
	`at` integer NOT NULL,
	`from_state` text NOT NULL,
	`to_state` text NOT NULL,
	`by` text NOT NULL,
	`detail` text,
	FOREIGN KEY (`delivery_id`) REFERENCES `deliveries`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "delivery_notes_by" CHECK("delivery_notes"."by" IN ('relay', 'take-over', 'reader', 'author', 'evidence'))
);
--> statement-breakpoint
CREATE INDEX `delivery_notes_by_delivery` ON `delivery_notes` (`delivery_id`);--> statement-breakpoint
CREATE TABLE `edition_drafts` (
	`edition_id` integer PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`markdown` text NOT NULL,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `lanes` (
	`id` integer PRIMARY KEY NOT NULL,
	`domain` text NOT NULL,
	`tokens` real NOT NULL,
	`tokens_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `lanes_domain_unique` ON `lanes` (`domain`);--> statement-breakpoint
CREATE TABLE `relays` (
	`id` integer PRIMARY KEY NOT NULL,
	`account` text NOT NULL,
	`tokens` real NOT NULL,
	`tokens_at` integer NOT NULL,
	`hour_start` integer NOT NULL,
	`hour_used` integer NOT NULL,
	`day_start` integer NOT NULL,
	`day_used` integer NOT NULL,
	`first_used_at` integer,
	`trouble_kind` text,
	`trouble_detail` text,
	`trouble_at` integer,
	`trouble_until` integer,
	CONSTRAINT "relays_trouble_kind" CHECK("relays"."trouble_kind" IN ('login', 'tls', 'signing', 'connection', 'policy')),
	CONSTRAINT "relays_trouble" CHECK(("relays"."trouble_kind" IS NULL) = ("relays"."trouble_detail" IS NULL) AND ("relays"."trouble_kind" IS NULL) = ("relays"."trouble_at" IS NULL) AND ("relays"."trouble_kind" IS NULL) = ("relays"."trouble_until" IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `relays_account_unique` ON `relays` (`account`);--> statement-breakpoint
CREATE TABLE `waiting_lanes` (
	`edition_id` integer NOT NULL,
	`lane_id` integer NOT NULL,
	`look_at` integer NOT NULL,
	PRIMARY KEY(`edition_id`, `lane_id`),
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lane_id`) REFERENCES `lanes`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `waiting_lanes_by_time` ON `waiting_lanes` (`edition_id`,`look_at`);--> statement-breakpoint
CREATE TABLE `__new_editions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`topic` text,
	`slot` text,
	`published_at` integer NOT NULL,
	`subject` text NOT NULL,
	`state` text NOT NULL,
	`state_at` integer NOT NULL,
	`opened_at` integer,
	`paused_by` text,
	`paused_why` text,
	`approved_at` integer,
	`approved_hash` text,
	`send_now` integer DEFAULT false NOT NULL,
	`cut_off` integer,
	`cursor` integer,
	`audience` integer DEFAULT 0 NOT NULL,
	`test` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`topic`) REFERENCES `publications`(`topic`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "editions_state" CHECK("__new_editions"."state" IN ('pending', 'held', 'opening', 'open', 'paused', 'complete', 'cancelled')),
	CONSTRAINT "editions_paused" CHECK(("__new_editions"."state" = 'paused') = ("__new_editions"."paused_by" IS NOT NULL)),
	CONSTRAINT "editions_kind" CHECK("__new_editions"."kind" IN ('regular', 'correction', 'series', 'digest', 'announcement')),
	CONSTRAINT "editions_approval" CHECK(("__new_editions"."approved_at" IS NULL) = ("__new_editions"."approved_hash" IS NULL)),
	CONSTRAINT "editions_frozen" CHECK("__new_editions"."state" NOT IN ('opening', 'open', 'paused', 'complete') OR ("__new_editions"."cut_off" IS NOT NULL AND "__new_editions"."cursor" IS NOT NULL))
);
--> statement-breakpoint
INSERT INTO `__new_editions`("id", "kind", "key", "topic", "slot", "published_at", "subject", "state", "state_at", "opened_at", "approved_at", "approved_hash", "send_now", "cut_off", "cursor", "audience") SELECT "id", "kind", "key", "topic", "slot", "published_at", "subject", "state", "state_at", CASE WHEN "state" IN ('open', 'complete') THEN "state_at" END, "approved_at", "approved_hash", "send_now", "cut_off", "cursor", "audience" FROM `editions`;--> statement-breakpoint
DROP TABLE `editions`;--> statement-breakpoint
ALTER TABLE `__new_editions` RENAME TO `editions`;--> statement-breakpoint
CREATE UNIQUE INDEX `editions_key_unique` ON `editions` (`key`);--> statement-breakpoint
CREATE TABLE `__new_deliveries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`edition_id` integer NOT NULL,
	`subscriber_id` integer NOT NULL,
	`topic` text,
	`state` text NOT NULL,
	`state_at` integer NOT NULL,
	`lane` integer DEFAULT 0 NOT NULL,
	`due_at` integer,
	`fail_reason` text,
	`skip_reason` text,
	`reply` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`first_begun_at` integer,
	`epoch` integer,
	`relay_id` integer,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`relay_id`) REFERENCES `relays`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "deliveries_state" CHECK("__new_deliveries"."state" IN ('queued', 'sending', 'sent', 'deferred', 'failed', 'skipped', 'uncertain')),
	CONSTRAINT "deliveries_lane" CHECK("__new_deliveries"."lane" = 0 OR "__new_deliveries"."state" IN ('queued', 'deferred')),
	CONSTRAINT "deliveries_due_at" CHECK(("__new_deliveries"."state" = 'deferred') = ("__new_deliveries"."due_at" IS NOT NULL)),
	CONSTRAINT "deliveries_fail_reason" CHECK(("__new_deliveries"."state" = 'failed') = ("__new_deliveries"."fail_reason" IS NOT NULL)),
	CONSTRAINT "deliveries_skip_reason" CHECK(("__new_deliveries"."state" = 'skipped') = ("__new_deliveries"."skip_reason" IS NOT NULL)),
	CONSTRAINT "deliveries_begun" CHECK("__new_deliveries"."state" NOT IN ('sending', 'sent', 'uncertain') OR ("__new_deliveries"."epoch" IS NOT NULL AND "__new_deliveries"."first_begun_at" IS NOT NULL AND "__new_deliveries"."attempts" > 0))
);
--> statement-breakpoint
INSERT INTO `__new_deliveries`("id", "edition_id", "subscriber_id", "topic", "state", "state_at", "due_at", "fail_reason", "skip_reason", "reply", "attempts", "first_begun_at", "epoch") SELECT "id", "edition_id", "subscriber_id", "topic", "state", "state_at", "due_at", "fail_reason", "skip_reason", "reply", "attempts", "first_begun_at", "epoch" FROM `deliveries`;--> statement-breakpoint
DROP TABLE `deliveries`;--> statement-breakpoint
ALTER TABLE `__new_deliveries` RENAME TO `deliveries`;--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_once_per_edition` ON `deliveries` (`edition_id`,`subscriber_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_once_per_topic` ON `deliveries` (`topic`,`subscriber_id`) WHERE "deliveries"."topic" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_by_state` ON `deliveries` (`edition_id`,`state`,`lane`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`edition_id`,`due_at`) WHERE "deliveries"."state" = 'deferred' AND "deliveries"."lane" = 0;--> statement-breakpoint
ALTER TABLE `single_mails` ADD `relay_id` integer REFERENCES relays(id);--> statement-breakpoint
ALTER TABLE `single_mails` ADD `test` integer DEFAULT false NOT NULL;