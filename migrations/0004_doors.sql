CREATE TABLE `confirmation_days` (
	`address_hash` text NOT NULL,
	`day` integer NOT NULL,
	PRIMARY KEY(`address_hash`, `day`)
);
--> statement-breakpoint
CREATE INDEX `confirmation_days_by_day` ON `confirmation_days` (`day`);--> statement-breakpoint
CREATE TABLE `sign_up_pause` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`until` integer NOT NULL,
	`unconfirmed` integer NOT NULL,
	`usual` real NOT NULL,
	CONSTRAINT "sign_up_pause_one_row" CHECK("sign_up_pause"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE `sign_up_stretches` (
	`stretch` integer PRIMARY KEY NOT NULL,
	`asked` integer NOT NULL,
	`confirmed` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `leave_reasons` (
	`subscriber_id` integer PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "leave_reasons_reason" CHECK("leave_reasons"."reason" IN ('too-many', 'not-for-me', 'never-asked', 'other'))
);
--> statement-breakpoint
ALTER TABLE `consents` ADD `ip` text;--> statement-breakpoint
CREATE INDEX `consents_with_whole_ip` ON `consents` (`at`) WHERE "consents"."ip" IS NOT NULL AND instr("consents"."ip", '/') = 0;--> statement-breakpoint
CREATE INDEX `subscribers_pending` ON `subscribers` (`state_at`) WHERE "subscribers"."state" = 'pending';