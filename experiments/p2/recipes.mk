# Beyond Luo 2020: its recipe of the training against ours, for networks of the same width that are trained for about the same time.
ifeq ($(DATA),)
figures += p2-recipes
p2-recipes.what := sections as networks focus them that were trained by our recipe and by the published one, by z
p2-recipes.given := within=$(call inside,breast)
$(eval $(call curves,p2-recipes,1:5 6:9,source=input:method@input:breast source=ours:method@deep-r:breast \
  source=published:method@deep-r/recipe@luo:breast))
endif
