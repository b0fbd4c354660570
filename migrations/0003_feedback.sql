CREATE TABLE `bounces` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`subscriber_id` integer NOT NULL,
	`edition_id` integer,
	`at` integer NOT NULL,
	`source` text NOT NULL,
	`status` text,
	`permanent` integer NOT NULL,
	`suppress` integer NOT NULL,
	`reason` text NOT NULL,
	`detail` text,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "bounces_source" CHECK("bounces"."source" IN ('ses', 'postmark', 'mailgun', 'sendgrid', 'webhook', 'mail')),
	CONSTRAINT "bounces_reason" CHECK("bounces"."reason" IN ('mailbox-unknown', 'mailbox-disabled', 'mailbox-moved', 'mailbox-full', 'host-unknown', 'message-too-large', 'syntax', 'policy', 'rate-limited', 'network', 'expired', 'loop', 'system', 'unclear'))
);
--> statement-breakpoint
CREATE INDEX `bounces_by_subscriber` ON `bounces` (`subscriber_id`);--> statement-breakpoint
CREATE TABLE `feedback_events` (
	`source` text NOT NULL,
	`event_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`source`, `event_id`),
	CONSTRAINT "feedback_events_source" CHECK("feedback_events"."source" IN ('ses', 'postmark', 'mailgun', 'sendgrid', 'webhook', 'mail'))
);
--> statement-breakpoint
CREATE INDEX `feedback_events_by_time` ON `feedback_events` (`at`);--> statement-breakpoint
CREATE TABLE `feedback_nonces` (
	`source` text NOT NULL,
	`nonce` text NOT NULL,
	`body_digest` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`source`, `nonce`),
	CONSTRAINT "feedback_nonces_source" CHECK("feedback_nonces"."source" IN ('ses', 'postmark', 'mailgun', 'sendgrid', 'webhook', 'mail'))
);
--> statement-breakpoint
CREATE INDEX `feedback_nonces_by_time` ON `feedback_nonces` (`at`);