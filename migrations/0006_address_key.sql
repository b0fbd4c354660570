CREATE TABLE `address_key` (
	`id` integer PRIMARY KEY NOT NULL,
	`mark` text,
	`next_mark` text,
	`rehashed_to` integer,
	CONSTRAINT "address_key_one_row" CHECK("address_key"."id" = 1),
	CONSTRAINT "address_key_mark" CHECK("address_key"."mark" IS NOT NULL OR "address_key"."next_mark" IS NOT NULL),
	CONSTRAINT "address_key_next" CHECK(("address_key"."next_mark" IS NULL) = ("address_key"."rehashed_to" IS NULL))
);
