BEGIN;

-- CreateTable
CREATE TABLE "project_pulses" (
    "id" BIGSERIAL NOT NULL,
    "project_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "till" TEXT NOT NULL,
    "alarm" TEXT NOT NULL,
    "stock" TEXT NOT NULL,
    "claims" TEXT NOT NULL,
    "note" TEXT,
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "project_pulses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_issues" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "opened_by" TEXT NOT NULL,
    "opened_on" DATE NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "closed_by" TEXT,
    "closed_on" DATE,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "project_issues_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_exits" (
    "project_id" TEXT NOT NULL,
    "certified_by" TEXT,
    "certified_at" TIMESTAMPTZ(3),
    "override_by" TEXT,
    "override_at" TIMESTAMPTZ(3),
    "override_why" TEXT,

    CONSTRAINT "project_exits_pkey" PRIMARY KEY ("project_id")
);

-- CreateTable
CREATE TABLE "project_punch_items" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "owner_id" TEXT,
    "due_on" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "round" INTEGER NOT NULL DEFAULT 0,
    "reported_by" TEXT NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "done_by" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "done_note" TEXT,
    "reopen_why" TEXT,
    "accepted_by" TEXT,
    "accepted_at" TIMESTAMPTZ(3),

    CONSTRAINT "project_punch_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_punch_photos" (
    "id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "attachment_id" TEXT,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "error" TEXT,

    CONSTRAINT "project_punch_photos_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_counts" (
    "plan_id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "boutique" TEXT NOT NULL,
    "planned_by" TEXT NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "replaced_at" TIMESTAMPTZ(3),

    CONSTRAINT "project_counts_pkey" PRIMARY KEY ("plan_id")
);

-- CreateTable
CREATE TABLE "project_lessons" (
    "id" BIGSERIAL NOT NULL,
    "project_id" TEXT NOT NULL,
    "well" TEXT NOT NULL,
    "slipped" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "project_lessons_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_proposals" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "change" JSONB,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "decided_why" TEXT,

    CONSTRAINT "project_proposals_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "project_pulses_project_id_day_idx" ON "project_pulses"("project_id", "day");

-- CreateIndex
CREATE INDEX "project_issues_project_id_closed_at_idx" ON "project_issues"("project_id", "closed_at");

-- CreateIndex
CREATE INDEX "project_punch_items_state_due_on_idx" ON "project_punch_items"("state", "due_on");

-- CreateIndex
CREATE UNIQUE INDEX "project_punch_items_project_id_number_key" ON "project_punch_items"("project_id", "number");

-- CreateIndex
CREATE INDEX "project_punch_photos_item_id_idx" ON "project_punch_photos"("item_id");

-- CreateIndex
CREATE INDEX "project_counts_project_id_idx" ON "project_counts"("project_id");

-- CreateIndex
CREATE INDEX "project_lessons_project_id_idx" ON "project_lessons"("project_id");

-- CreateIndex
CREATE INDEX "project_proposals_project_id_idx" ON "project_proposals"("project_id");

-- CreateIndex
CREATE INDEX "project_proposals_state_idx" ON "project_proposals"("state");

COMMIT;
