CREATE TABLE "reviews" (
	"learner" text NOT NULL,
	"item" text NOT NULL,
	"memory" jsonb NOT NULL,
	"due" timestamp with time zone NOT NULL,
	"reviewed_at" timestamp with time zone,
	CONSTRAINT "reviews_learner_item_pk" PRIMARY KEY("learner","item")
);
--> statement-breakpoint
ALTER TABLE "reviews" ADD CONSTRAINT "reviews_learner_learners_id_fk" FOREIGN KEY ("learner") REFERENCES "public"."learners"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reviews_due" ON "reviews" USING btree ("learner","due");