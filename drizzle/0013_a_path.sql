CREATE TABLE "asked" (
	"id" text PRIMARY KEY NOT NULL,
	"community" text NOT NULL,
	"key" text NOT NULL,
	"words" text NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"found_at" timestamp with time zone,
	CONSTRAINT "asked_once" UNIQUE("community","key")
);
--> statement-breakpoint
CREATE TABLE "asked_days" (
	"learner" text PRIMARY KEY NOT NULL,
	"day" integer NOT NULL,
	"times" smallint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "asked_wishes" (
	"asked" text NOT NULL,
	"learner" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "asked_wishes_asked_learner_pk" PRIMARY KEY("asked","learner")
);
--> statement-breakpoint
CREATE TABLE "talks" (
	"learner" text NOT NULL,
	"place" text NOT NULL,
	"topic" text,
	"run" text,
	"item" smallint,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "talks_learner_place_pk" PRIMARY KEY("learner","place")
);
--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "starts" date;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "lessons_a_week" smallint;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "lesson_dates" jsonb;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "pauses" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "shown" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "shown_by" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "read_by_most" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "read_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "asked" ADD CONSTRAINT "asked_community_communities_id_fk" FOREIGN KEY ("community") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asked_days" ADD CONSTRAINT "asked_days_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asked_wishes" ADD CONSTRAINT "asked_wishes_asked_asked_id_fk" FOREIGN KEY ("asked") REFERENCES "public"."asked"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asked_wishes" ADD CONSTRAINT "asked_wishes_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "asked_open" ON "asked" USING btree ("community","decided_at","found_at");--> statement-breakpoint
CREATE INDEX "asked_wishes_learner" ON "asked_wishes" USING btree ("learner");--> statement-breakpoint
CREATE INDEX "talks_at" ON "talks" USING btree ("at");