BEGIN;

-- CreateTable
CREATE TABLE "timed_acts" (
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "timed_acts_pkey" PRIMARY KEY ("key")
);

COMMIT;
