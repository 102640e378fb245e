CREATE TABLE "communities" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "learners" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL,
	"hidden" boolean DEFAULT false NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "playground_rows" (
	"id" text PRIMARY KEY NOT NULL,
	"shelf" text NOT NULL,
	"viewer" text,
	"at" bigint NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "slack_installations" (
	"id" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "attempts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"learner" text NOT NULL,
	"community" text NOT NULL,
	"run" text NOT NULL,
	"item" smallint NOT NULL,
	"question" text NOT NULL,
	"version" text NOT NULL,
	"moves" jsonb NOT NULL,
	"score" double precision NOT NULL,
	"points" integer NOT NULL,
	"first" boolean NOT NULL,
	"hint" boolean NOT NULL,
	"confidence" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "attempts_run_item" UNIQUE("run","item")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" text PRIMARY KEY NOT NULL,
	"learner" text NOT NULL,
	"community" text NOT NULL,
	"purpose" text NOT NULL,
	"subject" text NOT NULL,
	"items" jsonb NOT NULL,
	"seed" bigint NOT NULL,
	"moves" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"hints" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "scores" (
	"community" text NOT NULL,
	"learner" text NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"answered" integer DEFAULT 0 NOT NULL,
	"correct" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "scores_community_learner_pk" PRIMARY KEY("community","learner")
);
--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_run_runs_id_fk" FOREIGN KEY ("run") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_community_communities_id_fk" FOREIGN KEY ("community") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scores" ADD CONSTRAINT "scores_community_communities_id_fk" FOREIGN KEY ("community") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scores" ADD CONSTRAINT "scores_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "events_at" ON "events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "playground_rows_shelf" ON "playground_rows" USING btree ("shelf","at");--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_first" ON "attempts" USING btree ("learner","question") WHERE "attempts"."first";--> statement-breakpoint
CREATE INDEX "attempts_learner_question" ON "attempts" USING btree ("learner","question","at");--> statement-breakpoint
CREATE INDEX "runs_learner" ON "runs" USING btree ("learner","created_at");