-- Which programs start processes that fail, and how many of how many? A parent is joined by its number, which is one of its stream; those count that were seen to start.
SELECT program, count(*) AS ended, sum(bad) AS failed
FROM (SELECT stream, parent_process AS process, CASE WHEN exit_code <> 0 THEN 1 ELSE 0 END AS bad FROM processes WHERE state = 'ended' AND parent_process IS NOT NULL) AS child
INNER JOIN (SELECT stream, process, exe AS program FROM processes WHERE exe IS NOT NULL AND start_ns IS NOT NULL) AS parent USING (stream, process)
GROUP BY program
HAVING sum(bad) > 0
ORDER BY failed DESC, ended, program
LIMIT 20
