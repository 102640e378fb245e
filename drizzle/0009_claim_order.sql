DROP INDEX "cohorts_due";--> statement-breakpoint
CREATE INDEX "cohorts_due" ON "cohorts" USING btree ("next_at","created_at") WHERE "cohorts"."next_at" is not null;