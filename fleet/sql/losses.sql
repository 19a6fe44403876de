-- Which host lost what?
SELECT host, boot, count(*) AS gaps, sum(lost) AS messages, max(lost) AS longest
FROM losses
GROUP BY host, boot
ORDER BY messages DESC, host, boot
