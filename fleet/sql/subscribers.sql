-- Who subscribed to process events? A tap sees all that do, a socket itself alone.
SELECT host, nlmsg_pid AS port, sender_comm, count(*) AS times
FROM events
WHERE kind = 'request' AND mcast_op = 1
GROUP BY host, port, sender_comm
ORDER BY times DESC, host, port, sender_comm
