-- Which processes lived longest, of those whose start and end were seen?
SELECT host, boot, stream, pid, end_ns - start_ns AS lived_ns, exe
FROM processes
WHERE end_ns IS NOT NULL AND start_ns IS NOT NULL
ORDER BY lived_ns DESC, host, boot, stream, pid
LIMIT 20
