CREATE TABLE "notices" (
	"id" text PRIMARY KEY NOT NULL,
	"learner" text NOT NULL,
	"question" text NOT NULL,
	"points" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" text PRIMARY KEY NOT NULL,
	"community" text NOT NULL,
	"learner" text NOT NULL,
	"question" text NOT NULL,
	"version" text NOT NULL,
	"reason" text NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"moves" jsonb,
	"decision" text,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reports_once" UNIQUE("community","learner","question","version")
);
--> statement-breakpoint
CREATE TABLE "rulings" (
	"community" text NOT NULL,
	"question" text NOT NULL,
	"version" text NOT NULL,
	"kind" text NOT NULL,
	"moves" text DEFAULT '' NOT NULL,
	"decided_by" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rulings_community_question_version_kind_moves_pk" PRIMARY KEY("community","question","version","kind","moves")
);
--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_community_communities_id_fk" FOREIGN KEY ("community") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notices_learner" ON "notices" USING btree ("learner");--> statement-breakpoint
CREATE INDEX "reports_open" ON "reports" USING btree ("community","decision","created_at");