-- Which programs run on few hosts of the fleet?
SELECT exe, count(DISTINCT host) AS hosts, count(*) AS runs
FROM events
WHERE event = 'exec' AND exe IS NOT NULL
GROUP BY exe
ORDER BY hosts, runs, exe
LIMIT 20
