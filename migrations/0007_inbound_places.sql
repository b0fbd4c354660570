CREATE TABLE `inbound_places` (
	`mailbox` text PRIMARY KEY NOT NULL,
	`uid_validity` integer NOT NULL,
	`uid` integer NOT NULL,
	CONSTRAINT "inbound_places_uid" CHECK("inbound_places"."uid" >= 0)
);
