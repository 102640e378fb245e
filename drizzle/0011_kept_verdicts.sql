DROP INDEX "drop_answers_learner";--> statement-breakpoint
ALTER TABLE "drop_answers" ADD COLUMN "question" text;--> statement-breakpoint
ALTER TABLE "drop_answers" ADD COLUMN "version" text;--> statement-breakpoint
UPDATE "drop_answers" a SET "question" = coalesce(d."question", ''), "version" = coalesce(d."version", '')
  FROM "drops" d WHERE d."id" = a."drop";--> statement-breakpoint
UPDATE "drop_answers" SET "question" = '', "version" = '' WHERE "question" IS NULL;--> statement-breakpoint
ALTER TABLE "drop_answers" ALTER COLUMN "question" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "drop_answers" ALTER COLUMN "version" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "drop_answers" ADD COLUMN "verdict" jsonb;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "verdict" jsonb;--> statement-breakpoint
CREATE INDEX "drop_answers_question" ON "drop_answers" USING btree ("learner","question");--> statement-breakpoint
-- what was answered in a direct message belongs to the community whose staff can rule on it: that of the cohort they answered in most
CREATE TEMPORARY TABLE "staffed" AS
  SELECT DISTINCT ON (m."learner", split_part(c."community", ':', 1)) m."learner", c."community",
    split_part(c."community", ':', 1) || ':direct' AS "direct"
  FROM "members" m JOIN "cohorts" c ON c."id" = m."cohort"
  ORDER BY m."learner", split_part(c."community", ':', 1), m."answers" DESC, m."cohort";--> statement-breakpoint
UPDATE "runs" r SET "community" = s."community" FROM "staffed" s
  WHERE r."learner" = s."learner" AND r."community" = s."direct";--> statement-breakpoint
UPDATE "attempts" a SET "community" = s."community" FROM "staffed" s
  WHERE a."learner" = s."learner" AND a."community" = s."direct";--> statement-breakpoint
INSERT INTO "scores" AS s ("community", "learner", "points", "answered", "correct")
  SELECT t."community", o."learner", o."points", o."answered", o."correct"
  FROM "scores" o JOIN "staffed" t ON t."learner" = o."learner" AND t."direct" = o."community"
  ON CONFLICT ("community", "learner") DO UPDATE SET "points" = s."points" + excluded."points",
    "answered" = s."answered" + excluded."answered", "correct" = s."correct" + excluded."correct";--> statement-breakpoint
DELETE FROM "scores" o USING "staffed" t WHERE t."learner" = o."learner" AND t."direct" = o."community";--> statement-breakpoint
DROP TABLE "staffed";
