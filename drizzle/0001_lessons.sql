CREATE TABLE "discussions" (
	"id" text PRIMARY KEY NOT NULL,
	"share_out" text NOT NULL,
	"place" text NOT NULL,
	"message" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lesson_progress" (
	"learner" text NOT NULL,
	"lesson" text NOT NULL,
	"card" smallint NOT NULL,
	"finished_at" timestamp with time zone,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "lesson_progress_learner_lesson_pk" PRIMARY KEY("learner","lesson")
);
--> statement-breakpoint
CREATE TABLE "participations" (
	"discussion" text NOT NULL,
	"learner" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "participations_discussion_learner_pk" PRIMARY KEY("discussion","learner")
);
--> statement-breakpoint
ALTER TABLE "lesson_progress" ADD CONSTRAINT "lesson_progress_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participations" ADD CONSTRAINT "participations_discussion_discussions_id_fk" FOREIGN KEY ("discussion") REFERENCES "public"."discussions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participations" ADD CONSTRAINT "participations_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "discussions_place" ON "discussions" USING btree ("place","share_out","created_at");