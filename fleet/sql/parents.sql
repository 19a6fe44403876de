-- Which parents have children that fail, and how many of how many? A parent is a pid of a boot of a host; who it was stands in processes.
SELECT host, boot, stream, ppid, count(*) AS ended, sum(CASE WHEN exit_code <> 0 THEN 1 ELSE 0 END) AS failed
FROM processes
WHERE state = 'ended' AND start_ns IS NOT NULL
GROUP BY host, boot, stream, ppid
HAVING sum(CASE WHEN exit_code <> 0 THEN 1 ELSE 0 END) > 0
ORDER BY failed DESC, ended, host, boot, stream, ppid
LIMIT 20
