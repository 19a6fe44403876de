-- How did the first threads of processes fail, and how often?
SELECT status, signal, count(*) AS times
FROM events
WHERE event = 'exit' AND process_pid = process_tgid AND exit_code <> 0
GROUP BY status, signal
ORDER BY times DESC, status, signal
