ALTER TABLE "cohorts" ADD COLUMN "starts" date;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "lessons_a_week" smallint;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "lesson_dates" jsonb;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "pauses" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "shown" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "shown_by" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "read_by_most" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "cohorts" ADD COLUMN "read_at" timestamp with time zone;