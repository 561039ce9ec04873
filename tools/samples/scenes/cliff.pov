#include "common.inc"
#include "functions.inc"
camera { right x * image_width / image_height location <-6, 3.2, -10> look_at <2, 2.4, 4> angle 42 }
Sun(<-40, 30, -25>, 1.25)
BlueSky()
plane { y, 0 Water(<0.05, 0.2, 0.3>) }
#declare Rock = texture {
  pigment { gradient y turbulence <0.35, 0.12, 0.35> octaves 5 scale 1.3 color_map { [0 rgb <0.5, 0.42, 0.32>] [0.3 rgb <0.68, 0.58, 0.45>] [0.5 rgb <0.42, 0.34, 0.26>] [0.8 rgb <0.62, 0.52, 0.4>] [1 rgb <0.5, 0.42, 0.32>] } }
  normal { granite 0.7 scale 1.5 } }
#declare Turf = texture { pigment { bozo scale 0.3 color_map { [0 rgb <0.16, 0.3, 0.07>] [1 rgb <0.32, 0.42, 0.14>] } } normal { granite 0.6 } }
isosurface {
  function { max(
      y - 5.2 - 0.9 * f_noise3d(x * 0.3, 0, z * 0.3),
      (1.0 + 1.4 * sin(z * 0.45 + 0.6)) - x + 0.12 * y * y * 0.35 + 2.4 * (f_noise3d(x * 0.7, y * 0.25, z * 0.7) - 0.5) + 0.9 * (f_noise3d(x * 2.4, y * 1.2, z * 2.4) - 0.5)) }
  max_gradient 4 accuracy 0.01 contained_by { box { <-5, -0.5, -9>, <30, 7, 40> } }
  texture { slope { y } texture_map { [0.8 Rock] [0.9 Turf] } }
}
#declare S = seed(12);
#for (I, 0, 40)
  #local Z = -7 + 30 * rand(S);
  sphere { <0.2 - 1.8 * rand(S) + 1.2 * sin(Z * 0.45 + 0.6), 0, Z>, 0.15 + 0.35 * rand(S) scale <1, 0.9, 1> texture { Rock } }
#end
