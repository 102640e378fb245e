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
CREATE INDEX "talks_at" ON "talks" USING btree ("at");