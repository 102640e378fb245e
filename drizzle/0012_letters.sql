ALTER TABLE "deliveries" ALTER COLUMN "cohort" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "about" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "learner" text;--> statement-breakpoint
CREATE INDEX "deliveries_learner" ON "deliveries" USING btree ("learner") WHERE "deliveries"."learner" is not null;--> statement-breakpoint
CREATE INDEX "deliveries_swept" ON "deliveries" USING btree ("give_up_at") WHERE "deliveries"."drop" is null;