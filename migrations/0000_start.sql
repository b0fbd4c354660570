CREATE TABLE `deliveries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`edition_id` integer NOT NULL,
	`subscriber_id` integer NOT NULL,
	`topic` text,
	`state` text NOT NULL,
	`state_at` integer NOT NULL,
	`due_at` integer,
	`fail_reason` text,
	`skip_reason` text,
	`reply` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`first_begun_at` integer,
	`epoch` integer,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "deliveries_state" CHECK("deliveries"."state" IN ('queued', 'sending', 'sent', 'deferred', 'failed', 'skipped', 'uncertain')),
	CONSTRAINT "deliveries_due_at" CHECK(("deliveries"."state" = 'deferred') = ("deliveries"."due_at" IS NOT NULL)),
	CONSTRAINT "deliveries_fail_reason" CHECK(("deliveries"."state" = 'failed') = ("deliveries"."fail_reason" IS NOT NULL)),
	CONSTRAINT "deliveries_skip_reason" CHECK(("deliveries"."state" = 'skipped') = ("deliveries"."skip_reason" IS NOT NULL)),
	CONSTRAINT "deliveries_begun" CHECK("deliveries"."state" NOT IN ('sending', 'sent', 'uncertain') OR ("deliveries"."epoch" IS NOT NULL AND "deliveries"."first_begun_at" IS NOT NULL AND "deliveries"."attempts" > 0))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_once_per_edition` ON `deliveries` (`edition_id`,`subscriber_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_once_per_topic` ON `deliveries` (`topic`,`subscriber_id`) WHERE "deliveries"."topic" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `deliveries_by_state` ON `deliveries` (`edition_id`,`state`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`edition_id`,`due_at`) WHERE "deliveries"."state" = 'deferred';--> statement-breakpoint
CREATE INDEX `deliveries_in_flight` ON `deliveries` (`epoch`) WHERE "deliveries"."state" = 'sending';--> statement-breakpoint
CREATE TABLE `edition_contents` (
	`edition_id` integer PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`html` text NOT NULL,
	`text` text NOT NULL,
	`hash` text NOT NULL,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `editions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`topic` text,
	`slot` text,
	`published_at` integer NOT NULL,
	`subject` text NOT NULL,
	`state` text NOT NULL,
	`state_at` integer NOT NULL,
	`approved_at` integer,
	`approved_hash` text,
	`send_now` integer DEFAULT false NOT NULL,
	`cut_off` integer,
	`cursor` integer,
	`audience` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`topic`) REFERENCES `publications`(`topic`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "editions_state" CHECK("editions"."state" IN ('pending', 'held', 'opening', 'open', 'complete', 'cancelled')),
	CONSTRAINT "editions_kind" CHECK("editions"."kind" IN ('regular', 'correction', 'series', 'digest', 'announcement')),
	CONSTRAINT "editions_approval" CHECK(("editions"."approved_at" IS NULL) = ("editions"."approved_hash" IS NULL)),
	CONSTRAINT "editions_frozen" CHECK("editions"."state" NOT IN ('opening', 'open', 'complete') OR ("editions"."cut_off" IS NOT NULL AND "editions"."cursor" IS NOT NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `editions_key_unique` ON `editions` (`key`);--> statement-breakpoint
CREATE TABLE `events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text
);
--> statement-breakpoint
CREATE TABLE `last_calendar` (
	`id` integer PRIMARY KEY NOT NULL,
	`json` text NOT NULL,
	`at` integer NOT NULL,
	CONSTRAINT "last_calendar_one_row" CHECK("last_calendar"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE `publications` (
	`topic` text PRIMARY KEY NOT NULL,
	`slot` text,
	`at` integer NOT NULL,
	`offset` text NOT NULL,
	`zone_data` text NOT NULL,
	`title` text NOT NULL,
	`summary` text NOT NULL,
	`track` text NOT NULL,
	`series` text,
	`part` integer,
	`tags` text NOT NULL,
	`markdown` text NOT NULL,
	`revised_at` integer,
	`withdrawn_at` integer,
	FOREIGN KEY (`slot`) REFERENCES `slots`(`date`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `publications_slot_unique` ON `publications` (`slot`);--> statement-breakpoint
CREATE TABLE `slots` (
	`date` text PRIMARY KEY NOT NULL,
	`instant` integer NOT NULL,
	`outcome` text NOT NULL,
	`miss_reason` text,
	`recorded_at` integer NOT NULL,
	CONSTRAINT "slots_outcome" CHECK("slots"."outcome" IN ('published', 'skipped', 'missed')),
	CONSTRAINT "slots_miss_reason" CHECK(("slots"."outcome" = 'missed') = ("slots"."miss_reason" IS NOT NULL))
);
--> statement-breakpoint
CREATE TABLE `watermark` (
	`id` integer PRIMARY KEY NOT NULL,
	`date` text NOT NULL,
	`at` integer NOT NULL,
	CONSTRAINT "watermark_one_row" CHECK("watermark"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE `consents` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`subscriber_id` integer NOT NULL,
	`door` text NOT NULL,
	`wording` text NOT NULL,
	`form_version` text NOT NULL,
	`at` integer NOT NULL,
	`confirmed_at` integer,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "consents_door" CHECK("consents"."door" IN ('form', 'mail', 'import', 'author'))
);
--> statement-breakpoint
CREATE INDEX `consents_by_subscriber` ON `consents` (`subscriber_id`);--> statement-breakpoint
CREATE TABLE `subscribers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`address` text,
	`unique_form` text,
	`address_hash` text,
	`name` text,
	`state` text NOT NULL,
	`state_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`left_at` integer,
	`left_how` text,
	`active_since_event` integer,
	`active_until_event` integer,
	CONSTRAINT "subscribers_state" CHECK("subscribers"."state" IN ('pending', 'active', 'unsubscribed', 'erased')),
	CONSTRAINT "subscribers_address" CHECK(("subscribers"."state" = 'erased') = ("subscribers"."address" IS NULL) AND ("subscribers"."address" IS NULL) = ("subscribers"."unique_form" IS NULL) AND ("subscribers"."address" IS NULL) = ("subscribers"."address_hash" IS NULL)),
	CONSTRAINT "subscribers_active" CHECK("subscribers"."state" <> 'active' OR "subscribers"."active_since_event" IS NOT NULL),
	CONSTRAINT "subscribers_left" CHECK("subscribers"."state" <> 'unsubscribed' OR ("subscribers"."left_at" IS NOT NULL AND "subscribers"."left_how" IS NOT NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `subscribers_unique_form_unique` ON `subscribers` (`unique_form`);--> statement-breakpoint
CREATE INDEX `subscribers_by_state` ON `subscribers` (`state`);--> statement-breakpoint
CREATE TABLE `suppressions` (
	`address_hash` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	`event` integer NOT NULL,
	CONSTRAINT "suppressions_reason" CHECK("suppressions"."reason" IN ('bounced', 'complained', 'erased', 'author'))
);
--> statement-breakpoint
CREATE TABLE `lease` (
	`id` integer PRIMARY KEY NOT NULL,
	`holder` text,
	`epoch` integer NOT NULL,
	`until` integer NOT NULL,
	CONSTRAINT "lease_one_row" CHECK("lease"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE `single_mails` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`to_address` text,
	`subscriber_id` integer,
	`content` text NOT NULL,
	`repeatable` integer NOT NULL,
	`state` text NOT NULL,
	`state_at` integer NOT NULL,
	`due_at` integer,
	`fail_reason` text,
	`reply` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`first_begun_at` integer,
	`epoch` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "single_mails_state" CHECK("single_mails"."state" IN ('queued', 'sending', 'deferred', 'sent', 'failed', 'uncertain')),
	CONSTRAINT "single_mails_due_at" CHECK(("single_mails"."state" = 'deferred') = ("single_mails"."due_at" IS NOT NULL)),
	CONSTRAINT "single_mails_fail_reason" CHECK(("single_mails"."state" = 'failed') = ("single_mails"."fail_reason" IS NOT NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `single_mails_key_unique` ON `single_mails` (`key`);--> statement-breakpoint
CREATE INDEX `single_mails_by_state` ON `single_mails` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `single_mails_by_subscriber` ON `single_mails` (`subscriber_id`) WHERE "single_mails"."subscriber_id" IS NOT NULL;