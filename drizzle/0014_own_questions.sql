CREATE TABLE "own_questions" (
	"community" text NOT NULL,
	"id" text NOT NULL,
	"edition" integer NOT NULL,
	"source" jsonb NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	CONSTRAINT "own_questions_id_edition_pk" PRIMARY KEY("id","edition")
);
--> statement-breakpoint
CREATE TABLE "own_shelves" (
	"community" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"revision" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "own_shelves_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "own_uploads" (
	"id" text PRIMARY KEY NOT NULL,
	"community" text NOT NULL,
	"learner" text NOT NULL,
	"name" text NOT NULL,
	"questions" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "own_questions" ADD CONSTRAINT "own_questions_community_own_shelves_community_fk" FOREIGN KEY ("community") REFERENCES "public"."own_shelves"("community") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_shelves" ADD CONSTRAINT "own_shelves_community_communities_id_fk" FOREIGN KEY ("community") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_uploads" ADD CONSTRAINT "own_uploads_community_communities_id_fk" FOREIGN KEY ("community") REFERENCES "public"."communities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "own_questions_asked" ON "own_questions" USING btree ("community","id") WHERE "own_questions"."until" is null;--> statement-breakpoint
CREATE INDEX "own_shelves_changed" ON "own_shelves" USING btree ("changed_at");--> statement-breakpoint
CREATE INDEX "own_uploads_at" ON "own_uploads" USING btree ("at");--> statement-breakpoint
CREATE INDEX "own_uploads_learner" ON "own_uploads" USING btree ("learner");