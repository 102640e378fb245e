DROP INDEX "members_learner";--> statement-breakpoint
DROP INDEX "members_board";--> statement-breakpoint
ALTER TABLE "members" DROP CONSTRAINT "members_cohort_learner_pk";--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_learner_cohort_pk" PRIMARY KEY("learner","cohort");--> statement-breakpoint
CREATE INDEX "members_board" ON "members" USING btree ("cohort","standing","learner","hidden");