"""Work outside a request: queued runs, the worker process, and the schedule."""
