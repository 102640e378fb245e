CREATE TABLE "audit_log" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"community" text NOT NULL,
	"cohort" text,
	"by" text NOT NULL,
	"by_name" text NOT NULL,
	"act" text NOT NULL,
	"details" text DEFAULT '' NOT NULL,
	"learner" text,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pulse_orders" (
	"cohort" text NOT NULL,
	"learner" text NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pulse_orders_cohort_learner_pk" PRIMARY KEY("cohort","learner")
);
--> statement-breakpoint
CREATE TABLE "reminders" (
	"learner" text PRIMARY KEY NOT NULL,
	"hour" smallint NOT NULL,
	"zone" text NOT NULL,
	"next_at" timestamp with time zone,
	"why" text,
	"told" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_people" (
	"community" text NOT NULL,
	"learner" text NOT NULL,
	"name" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "staff_people_community_learner_pk" PRIMARY KEY("community","learner")
);
--> statement-breakpoint
CREATE TABLE "staff_roles" (
	"community" text NOT NULL,
	"role" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "staff_roles_community_role_pk" PRIMARY KEY("community","role")
);
--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_community_communities_id_fk" FOREIGN KEY ("community") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pulse_orders" ADD CONSTRAINT "pulse_orders_cohort_cohorts_id_fk" FOREIGN KEY ("cohort") REFERENCES "public"."cohorts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_people" ADD CONSTRAINT "staff_people_community_communities_id_fk" FOREIGN KEY ("community") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_roles" ADD CONSTRAINT "staff_roles_community_communities_id_fk" FOREIGN KEY ("community") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_latest" ON "audit_log" USING btree ("community","id");--> statement-breakpoint
CREATE INDEX "audit_log_learner" ON "audit_log" USING btree ("learner");--> statement-breakpoint
CREATE INDEX "pulse_orders_due" ON "pulse_orders" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "reminders_due" ON "reminders" USING btree ("next_at");