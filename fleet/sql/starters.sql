-- Which processes started most others?
SELECT host, boot, stream, ppid, count(*) AS started
FROM processes
WHERE start_ns IS NOT NULL
GROUP BY host, boot, stream, ppid
ORDER BY started DESC, host, boot, stream, ppid
LIMIT 20
