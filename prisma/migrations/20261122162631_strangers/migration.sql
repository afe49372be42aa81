BEGIN;

-- CreateTable
CREATE TABLE "strangers" (
    "channel" TEXT NOT NULL,
    "tenant" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "email" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "strangers_pkey" PRIMARY KEY ("channel","tenant","user_id")
);

COMMIT;
