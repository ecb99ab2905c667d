"""No-op jobs through procrastinate on PostgreSQL; prints jobs a second."""

import asyncio
import logging
import sys
import time

import procrastinate

COUNT = 1500
logging.disable(logging.CRITICAL)


async def main():
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=sys.argv[1]))

    @app.task(name="tell")
    async def tell(number):
        pass

    async with app.open_async():
        found = await app.connector.execute_query_one_async(
            "SELECT to_regclass('procrastinate_jobs') IS NOT NULL AS there")
        if not found["there"]:
            await app.schema_manager.apply_schema_async()
        await tell.batch_defer_async(*[{"number": number} for number in range(COUNT)])
        begun = time.monotonic()
        await app.run_worker_async(
            wait=False, concurrency=10, install_signal_handlers=False, listen_notify=False)
        print(COUNT / (time.monotonic() - begun))


asyncio.run(main())
