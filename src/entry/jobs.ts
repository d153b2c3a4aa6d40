// Every file that defines jobs is imported here, so that their queues are made and worked on: one line a module.
import '#modules/offices/index.server.ts'
import '#modules/linkage/jobs.server.ts'
import '#modules/register/import/jobs.server.ts'
import '#modules/register/rights/jobs.server.ts'
import '#platform/mail/deliver.server.ts'
