-- Which host lost what?
SELECT host, boot, stream, count(*) AS gaps, sum(lost) AS messages, max(lost) AS longest
FROM losses
GROUP BY host, boot, stream
ORDER BY messages DESC, host, boot, stream
