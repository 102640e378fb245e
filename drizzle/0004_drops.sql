CREATE TABLE "cohorts" (
	"id" text PRIMARY KEY NOT NULL,
	"community" text NOT NULL,
	"name" text NOT NULL,
	"place" text NOT NULL,
	"zone" text NOT NULL,
	"time" text NOT NULL,
	"weekdays" jsonb NOT NULL,
	"skip_dates" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"topics" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"open_hours" smallint DEFAULT 24 NOT NULL,
	"reveal" boolean DEFAULT true NOT NULL,
	"ping_role" text,
	"catch_up_minutes" smallint DEFAULT 180 NOT NULL,
	"when_empty" text DEFAULT 'repeat' NOT NULL,
	"paused" boolean DEFAULT false NOT NULL,
	"admin" text NOT NULL,
	"next_at" timestamp with time zone,
	"next_date" date,
	"held_until" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"members" integer DEFAULT 0 NOT NULL,
	"spread_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"cohort" text NOT NULL,
	"drop" text,
	"kind" text NOT NULL,
	"platform" text NOT NULL,
	"address" text NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"give_up_at" timestamp with time zone NOT NULL,
	"held_until" timestamp with time zone,
	"leased_by" text,
	"first_sent_at" timestamp with time zone,
	"message" text,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "drop_answers" (
	"drop" text NOT NULL,
	"learner" text NOT NULL,
	"moves" jsonb NOT NULL,
	"score" double precision NOT NULL,
	"points" smallint NOT NULL,
	"hint" boolean NOT NULL,
	"confidence" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "drop_answers_drop_learner_pk" PRIMARY KEY("drop","learner")
);
--> statement-breakpoint
CREATE TABLE "drop_queue" (
	"cohort" text NOT NULL,
	"question" text NOT NULL,
	"kind" text NOT NULL,
	"date" date,
	"priority" smallint DEFAULT 0 NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "drop_queue_cohort_question_pk" PRIMARY KEY("cohort","question")
);
--> statement-breakpoint
CREATE TABLE "drops" (
	"id" text PRIMARY KEY NOT NULL,
	"cohort" text NOT NULL,
	"local_date" date NOT NULL,
	"state" text NOT NULL,
	"question" text,
	"version" text,
	"due_at" timestamp with time zone NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"why" text,
	"week" integer NOT NULL,
	"month" integer NOT NULL,
	"par" real DEFAULT 0 NOT NULL,
	"shown_count" integer DEFAULT 0 NOT NULL,
	"shown_at" timestamp with time zone,
	CONSTRAINT "drops_once" UNIQUE("cohort","local_date")
);
--> statement-breakpoint
CREATE TABLE "members" (
	"cohort" text NOT NULL,
	"learner" text NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"hidden" boolean DEFAULT false NOT NULL,
	"answers" integer DEFAULT 0 NOT NULL,
	"correct" integer DEFAULT 0 NOT NULL,
	"standing" integer DEFAULT 0 NOT NULL,
	"credit" integer DEFAULT 0 NOT NULL,
	"week" integer DEFAULT 0 NOT NULL,
	"week_standing" integer DEFAULT 0 NOT NULL,
	"week_credit" integer DEFAULT 0 NOT NULL,
	"month" integer DEFAULT 0 NOT NULL,
	"month_standing" integer DEFAULT 0 NOT NULL,
	"month_credit" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "members_cohort_learner_pk" PRIMARY KEY("cohort","learner")
);
--> statement-breakpoint
CREATE TABLE "point_fixes" (
	"id" text PRIMARY KEY NOT NULL,
	"cohort" text NOT NULL,
	"learner" text NOT NULL,
	"points" integer NOT NULL,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"week" integer NOT NULL,
	"month" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "spreads" (
	"cohort" text NOT NULL,
	"period" text NOT NULL,
	"key" integer NOT NULL,
	"members" integer NOT NULL,
	"cuts" jsonb NOT NULL,
	CONSTRAINT "spreads_cohort_period_pk" PRIMARY KEY("cohort","period")
);
--> statement-breakpoint
CREATE TABLE "streak_pauses" (
	"learner" text NOT NULL,
	"from" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	CONSTRAINT "streak_pauses_learner_from_pk" PRIMARY KEY("learner","from")
);
--> statement-breakpoint
ALTER TABLE "cohorts" ADD CONSTRAINT "cohorts_community_communities_id_fk" FOREIGN KEY ("community") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_cohort_cohorts_id_fk" FOREIGN KEY ("cohort") REFERENCES "public"."cohorts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drop_queue" ADD CONSTRAINT "drop_queue_cohort_cohorts_id_fk" FOREIGN KEY ("cohort") REFERENCES "public"."cohorts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drops" ADD CONSTRAINT "drops_cohort_cohorts_id_fk" FOREIGN KEY ("cohort") REFERENCES "public"."cohorts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spreads" ADD CONSTRAINT "spreads_cohort_cohorts_id_fk" FOREIGN KEY ("cohort") REFERENCES "public"."cohorts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "streak_pauses" ADD CONSTRAINT "streak_pauses_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cohorts_due" ON "cohorts" USING btree ("next_at") WHERE "cohorts"."next_at" is not null;--> statement-breakpoint
CREATE INDEX "cohorts_community" ON "cohorts" USING btree ("community");--> statement-breakpoint
CREATE INDEX "cohorts_large" ON "cohorts" USING btree ("spread_at") WHERE "cohorts"."members" > 1000;--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("platform","next_at") WHERE "deliveries"."state" in ('pending', 'sending', 'doubt');--> statement-breakpoint
CREATE INDEX "deliveries_drop" ON "deliveries" USING btree ("drop");--> statement-breakpoint
CREATE INDEX "deliveries_cohort" ON "deliveries" USING btree ("cohort","next_at");--> statement-breakpoint
CREATE INDEX "drop_answers_learner" ON "drop_answers" USING btree ("learner","drop");--> statement-breakpoint
CREATE UNIQUE INDEX "drop_queue_date" ON "drop_queue" USING btree ("cohort","date") WHERE "drop_queue"."kind" = 'on';--> statement-breakpoint
CREATE INDEX "drops_closing" ON "drops" USING btree ("closes_at") WHERE "drops"."closed_at" is null and "drops"."state" in ('posted', 'void');--> statement-breakpoint
CREATE INDEX "members_board" ON "members" USING btree ("cohort","standing","learner") WHERE not "members"."hidden";--> statement-breakpoint
CREATE INDEX "members_week" ON "members" USING btree ("cohort","week","week_standing","learner") WHERE not "members"."hidden";--> statement-breakpoint
CREATE INDEX "members_month" ON "members" USING btree ("cohort","month","month_standing","learner") WHERE not "members"."hidden";--> statement-breakpoint
CREATE INDEX "members_learner" ON "members" USING btree ("learner");--> statement-breakpoint
CREATE INDEX "point_fixes_member" ON "point_fixes" USING btree ("cohort","learner");--> statement-breakpoint
CREATE UNIQUE INDEX "streak_pauses_open" ON "streak_pauses" USING btree ("learner") WHERE "streak_pauses"."until" is null;