CREATE TABLE `preferences` (
	`event` integer PRIMARY KEY NOT NULL,
	`subscriber_id` integer NOT NULL,
	`at` integer NOT NULL,
	`tracks` text,
	`paused_until` integer,
	`rhythm` text NOT NULL,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "preferences_rhythm" CHECK("preferences"."rhythm" IN ('every-post', 'monthly-digest'))
);
--> statement-breakpoint
CREATE INDEX `preferences_by_subscriber` ON `preferences` (`subscriber_id`,`event`);--> statement-breakpoint
CREATE INDEX `preferences_digest` ON `preferences` (`subscriber_id`) WHERE "preferences"."rhythm" = 'monthly-digest';--> statement-breakpoint
CREATE TABLE `wanted_addresses` (
	`subscriber_id` integer PRIMARY KEY NOT NULL,
	`address` text NOT NULL,
	`address_hash` text NOT NULL,
	`asked_at` integer NOT NULL,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `editions` ADD `track` text;--> statement-breakpoint
ALTER TABLE `subscribers` ADD `address_at` integer;--> statement-breakpoint
CREATE INDEX `events_by_subject` ON `events` (`subject`);