-- inline
-- As everything recorded so far says, worked out when the facts were built.
select * from meeting_journeys_now
