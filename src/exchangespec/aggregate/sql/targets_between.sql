-- What references between publishers refer to, each once.
SELECT DISTINCT target
FROM references_between
