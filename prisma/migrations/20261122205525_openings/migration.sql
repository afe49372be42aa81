BEGIN;

-- CreateTable
CREATE TABLE "projects" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "template_version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "boutique_code" TEXT,
    "place" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "country_code" TEXT NOT NULL,
    "country_state" TEXT,
    "currency" TEXT NOT NULL,
    "opens_on" DATE NOT NULL,
    "size" TEXT,
    "lead_id" TEXT NOT NULL,
    "director_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "state_before" TEXT,
    "state_reason" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "projects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_milestones" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "offset" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "owner_id" TEXT,
    "lead_days" INTEGER NOT NULL,
    "buffer_days" INTEGER NOT NULL,
    "after" TEXT[],
    "external" BOOLEAN NOT NULL,
    "gate" BOOLEAN NOT NULL,
    "voter_roles" TEXT[],
    "reaches" TEXT,
    "due_on" DATE NOT NULL,
    "own_on" DATE,
    "promised_on" DATE NOT NULL,
    "promise_id" TEXT,
    "answer" TEXT NOT NULL DEFAULT 'accepted',
    "answer_since" TIMESTAMPTZ(3),
    "contest_on" DATE,
    "contest_why" TEXT,
    "status" TEXT NOT NULL DEFAULT 'open',
    "done_on" DATE,
    "done_by" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "evidence" TEXT,
    "blocker" TEXT,
    "blocker_id" TEXT,
    "blocked_at" TIMESTAMPTZ(3),
    "cost_planned" INTEGER,
    "cost_actual" INTEGER,
    "round" INTEGER NOT NULL DEFAULT 0,
    "vote" TEXT NOT NULL DEFAULT 'none',
    "called_at" TIMESTAMPTZ(3),

    CONSTRAINT "project_milestones_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_promises" (
    "id" TEXT NOT NULL,
    "project_id" TEXT NOT NULL,
    "milestone_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "before" DATE,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "cause" TEXT,
    "why" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,

    CONSTRAINT "project_promises_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_answers" (
    "id" BIGSERIAL NOT NULL,
    "promise_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "day" DATE,
    "why" TEXT,
    "by_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "project_answers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_voters" (
    "milestone_id" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "person_id" TEXT NOT NULL,

    CONSTRAINT "project_voters_pkey" PRIMARY KEY ("milestone_id","round","person_id")
);

-- CreateTable
CREATE TABLE "project_votes" (
    "id" BIGSERIAL NOT NULL,
    "milestone_id" TEXT NOT NULL,
    "round" INTEGER NOT NULL,
    "person_id" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "vote" TEXT NOT NULL,
    "why" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "project_votes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_evidence" (
    "id" TEXT NOT NULL,
    "milestone_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "attachment_id" TEXT,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "error" TEXT,

    CONSTRAINT "project_evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project_template_lines" (
    "id" BIGSERIAL NOT NULL,
    "template" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "change" JSONB,
    "why" TEXT NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "project_template_lines_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "projects_number_key" ON "projects"("number");

-- CreateIndex
CREATE INDEX "projects_state_idx" ON "projects"("state");

-- CreateIndex
CREATE INDEX "projects_boutique_code_idx" ON "projects"("boutique_code");

-- CreateIndex
CREATE INDEX "project_milestones_owner_id_status_idx" ON "project_milestones"("owner_id", "status");

-- CreateIndex
CREATE INDEX "project_milestones_blocker_id_idx" ON "project_milestones"("blocker_id");

-- CreateIndex
CREATE UNIQUE INDEX "project_milestones_project_id_key_key" ON "project_milestones"("project_id", "key");

-- CreateIndex
CREATE INDEX "project_promises_milestone_id_since_idx" ON "project_promises"("milestone_id", "since");

-- CreateIndex
CREATE INDEX "project_promises_project_id_idx" ON "project_promises"("project_id");

-- CreateIndex
CREATE INDEX "project_answers_promise_id_idx" ON "project_answers"("promise_id");

-- CreateIndex
CREATE INDEX "project_voters_person_id_idx" ON "project_voters"("person_id");

-- CreateIndex
CREATE INDEX "project_votes_milestone_id_round_idx" ON "project_votes"("milestone_id", "round");

-- CreateIndex
CREATE INDEX "project_evidence_milestone_id_idx" ON "project_evidence"("milestone_id");

-- CreateIndex
CREATE INDEX "project_template_lines_template_idx" ON "project_template_lines"("template");

-- AddForeignKey
ALTER TABLE "project_milestones" ADD CONSTRAINT "project_milestones_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "projects"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

COMMIT;
