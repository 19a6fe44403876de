-- Which processes started most others?
SELECT host, boot, ppid, count(*) AS started
FROM processes
WHERE start_ns IS NOT NULL
GROUP BY host, boot, ppid
ORDER BY started DESC, host, boot, ppid
LIMIT 20
