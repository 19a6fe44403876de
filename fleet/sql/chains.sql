-- On which hosts are the longest chains of who started whom? ancestors names at most 64.
SELECT host, max(length(ancestors) - length(replace(ancestors, ',', ''))) + 1 AS ancestors_at_most
FROM events
WHERE event = 'fork' AND ancestors IS NOT NULL
GROUP BY host
ORDER BY ancestors_at_most DESC, host
LIMIT 20
