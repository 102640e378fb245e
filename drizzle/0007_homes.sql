CREATE TABLE "homes" (
	"learner" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"locale" text NOT NULL,
	"zone" text,
	"opened_at" timestamp with time zone NOT NULL,
	"mark" text NOT NULL,
	"drawn_at" timestamp with time zone NOT NULL
);
