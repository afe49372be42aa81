BEGIN;

-- AlterTable
ALTER TABLE "delegations" ALTER COLUMN "to_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "people" ADD COLUMN     "time_zone" TEXT;

-- CreateTable
CREATE TABLE "closures" (
    "id" TEXT NOT NULL,
    "boutique_code" TEXT,
    "country_code" TEXT,
    "state" TEXT,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "hours" TEXT,
    "reason" TEXT NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "closures_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person_hours" (
    "person_id" TEXT NOT NULL,
    "quiet_from" TEXT NOT NULL,
    "quiet_to" TEXT NOT NULL,
    "morning" TEXT NOT NULL,

    CONSTRAINT "person_hours_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "reminders" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "boutique_code" TEXT,
    "subject" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "due_on" DATE,
    "weight" TEXT NOT NULL,
    "line" JSONB NOT NULL,
    "button" JSONB NOT NULL,
    "record" TEXT,
    "owner_id" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "rung" INTEGER NOT NULL DEFAULT 0,
    "rung_since" TIMESTAMPTZ(3) NOT NULL,
    "seen_by" TEXT,
    "seen_at" TIMESTAMPTZ(3),
    "not_before" DATE,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "reminders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminders_said" (
    "key" TEXT NOT NULL,
    "reminder_id" TEXT NOT NULL,
    "rung" INTEGER NOT NULL,
    "person_id" TEXT,
    "topic" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminders_said_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "digests" (
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "digests_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "reminder_settings" (
    "name" TEXT NOT NULL,
    "boutique_code" TEXT NOT NULL,
    "channel" BOOLEAN NOT NULL,

    CONSTRAINT "reminder_settings_pkey" PRIMARY KEY ("name","boutique_code")
);

-- CreateIndex
CREATE INDEX "closures_boutique_code_idx" ON "closures"("boutique_code");

-- CreateIndex
CREATE UNIQUE INDEX "reminders_key_key" ON "reminders"("key");

-- CreateIndex
CREATE INDEX "reminders_ended_at_name_boutique_code_idx" ON "reminders"("ended_at", "name", "boutique_code");

-- CreateIndex
CREATE INDEX "reminders_name_subject_idx" ON "reminders"("name", "subject");

-- CreateIndex
CREATE INDEX "reminders_said_reminder_id_idx" ON "reminders_said"("reminder_id");

-- CreateIndex
CREATE INDEX "reminders_said_topic_idx" ON "reminders_said"("topic");

COMMIT;
