CREATE TABLE `inbound_mails` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`fingerprint` text NOT NULL,
	`way` text NOT NULL,
	`envelope` text,
	`received_at` integer NOT NULL,
	`size` integer NOT NULL,
	`from_field` text NOT NULL,
	`subject` text NOT NULL,
	`sender_hash` text,
	`kind` text NOT NULL,
	`format` text NOT NULL,
	`recipients` text NOT NULL,
	`intent` text NOT NULL,
	`state` text NOT NULL,
	`faults` integer DEFAULT 0 NOT NULL,
	`applied_at` integer,
	`outcome` text,
	`passed_on` text,
	`subscriber_id` integer,
	`raw` blob NOT NULL,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "inbound_mails_way" CHECK("inbound_mails"."way" IN ('smtp', 'lmtp', 'imap', 'file')),
	CONSTRAINT "inbound_mails_kind" CHECK("inbound_mails"."kind" IN ('bounce', 'delay', 'complaint', 'auto-reply', 'command', 'human')),
	CONSTRAINT "inbound_mails_format" CHECK("inbound_mails"."format" IN ('dsn', 'arf', 'mdn', 'text', 'plain')),
	CONSTRAINT "inbound_mails_intent" CHECK("inbound_mails"."intent" IN ('loop', 'nothing', 'report', 'subscribe', 'confirm', 'leave', 'person')),
	CONSTRAINT "inbound_mails_outcome" CHECK("inbound_mails"."outcome" IN ('noted', 'loop', 'unproven', 'bounced', 'suppressed', 'complained', 'asked', 'not-asked', 'subscribed-already', 'confirmed', 'declined', 'left', 'left-already', 'outdated', 'unknown-reader', 'person', 'ignored', 'failed')),
	CONSTRAINT "inbound_mails_passed_on" CHECK("inbound_mails"."passed_on" IN ('answered', 'forwarded')),
	CONSTRAINT "inbound_mails_state" CHECK("inbound_mails"."state" IN ('received', 'applied') AND ("inbound_mails"."state" = 'applied') = ("inbound_mails"."outcome" IS NOT NULL) AND ("inbound_mails"."outcome" IS NULL) = ("inbound_mails"."applied_at" IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbound_mails_fingerprint_unique` ON `inbound_mails` (`fingerprint`);--> statement-breakpoint
CREATE INDEX `inbound_mails_by_time` ON `inbound_mails` (`received_at`);--> statement-breakpoint
CREATE INDEX `inbound_mails_waiting` ON `inbound_mails` (`id`) WHERE "inbound_mails"."state" = 'received';--> statement-breakpoint
CREATE INDEX `inbound_mails_by_subscriber` ON `inbound_mails` (`subscriber_id`) WHERE "inbound_mails"."subscriber_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `inbound_mails_by_sender` ON `inbound_mails` (`sender_hash`) WHERE "inbound_mails"."sender_hash" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `inbound_marks` (
	`fingerprint` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
