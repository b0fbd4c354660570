CREATE TABLE `series_editions` (
	`edition_id` integer PRIMARY KEY NOT NULL,
	`series` text NOT NULL,
	`slot_at` integer NOT NULL,
	`too_soon_after` integer NOT NULL,
	FOREIGN KEY (`edition_id`) REFERENCES `editions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `series_editions_by_series` ON `series_editions` (`series`);--> statement-breakpoint
CREATE TABLE `followings` (
	`began_event` integer PRIMARY KEY NOT NULL,
	`subscriber_id` integer NOT NULL,
	`series` text NOT NULL,
	`began_at` integer NOT NULL,
	`ended_event` integer,
	`ended_at` integer,
	`ended_why` text,
	FOREIGN KEY (`subscriber_id`) REFERENCES `subscribers`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "followings_ended_why" CHECK("followings"."ended_why" IN ('reader', 'left', 'complete')),
	CONSTRAINT "followings_ended" CHECK(("followings"."ended_event" IS NULL) = ("followings"."ended_at" IS NULL) AND ("followings"."ended_event" IS NULL) = ("followings"."ended_why" IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `followings_open` ON `followings` (`series`,`subscriber_id`) WHERE "followings"."ended_event" IS NULL;--> statement-breakpoint
CREATE INDEX `followings_by_series` ON `followings` (`series`,`subscriber_id`);--> statement-breakpoint
CREATE INDEX `followings_by_subscriber` ON `followings` (`subscriber_id`);--> statement-breakpoint
CREATE INDEX `publications_by_part` ON `publications` (`series`,`part`,`topic`) WHERE "publications"."series" IS NOT NULL AND "publications"."part" IS NOT NULL;