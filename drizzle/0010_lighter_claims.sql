ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_cohort_cohorts_id_fk";
--> statement-breakpoint
ALTER TABLE "drops" DROP CONSTRAINT "drops_cohort_cohorts_id_fk";
--> statement-breakpoint
DROP INDEX "deliveries_cohort";--> statement-breakpoint
ALTER TABLE "spreads" ADD COLUMN "beyond" integer;