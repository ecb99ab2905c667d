"""No-op jobs through huey on SQLite with fsync; prints jobs a second."""

import logging
import os
import sys
import threading
import time

from huey import SqliteHuey

COUNT = 1500
logging.disable(logging.CRITICAL)
path = sys.argv[1]
for end in ("", "-wal", "-shm"):
    if os.path.exists(path + end):
        os.unlink(path + end)
huey = SqliteHuey(filename=path, fsync=True, results=False)
done = threading.Semaphore(0)


@huey.task()
def tell(number):
    done.release()


for number in range(COUNT):
    tell(number)
consumer = huey.create_consumer(workers=4, periodic=False, initial_delay=0.001, backoff=1.0)
begun = time.monotonic()
consumer.start()
for _ in range(COUNT):
    done.acquire()
took = time.monotonic() - begun
consumer.stop()
print(COUNT / took)
