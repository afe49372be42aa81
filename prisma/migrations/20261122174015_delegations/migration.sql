BEGIN;

-- CreateTable
CREATE TABLE "delegations" (
    "id" TEXT NOT NULL,
    "from_id" TEXT NOT NULL,
    "to_id" TEXT NOT NULL,
    "starts" TIMESTAMPTZ(3) NOT NULL,
    "ends" TIMESTAMPTZ(3) NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "delegations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "delegations_to_id_ends_idx" ON "delegations"("to_id", "ends");

-- CreateIndex
CREATE INDEX "delegations_from_id_ends_idx" ON "delegations"("from_id", "ends");

COMMIT;
