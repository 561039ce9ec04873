#include "common.inc"
camera { right x * image_width / image_height location <0, 1.6, -15> look_at <0, 5.3, 0> angle 46 }
Sun(<-30, 35, -30>, 1.15)
BlueSky()
plane { y, 0 Grass() }
#declare Stone = texture { pigment { granite scale 1.5 color_map { [0 rgb <0.62, 0.57, 0.48>] [1 rgb <0.8, 0.76, 0.68>] } } }
#declare Course = texture { pigment { brick rgb <0.5, 0.46, 0.4>, rgb <0.78, 0.73, 0.64> brick_size <1.1, 0.45, 1.1> mortar 0.03 } }
prism { conic_sweep linear_spline 0.72, 1, 5, <-3.6, -3.6>, <3.6, -3.6>, <3.6, 3.6>, <-3.6, 3.6>, <-3.6, -3.6> scale <0.26, -31, 0.26> translate y * 31.8 texture { Course rotate y * 0 } rotate y * 28 }
prism { conic_sweep linear_spline 0, 1, 5, <-0.674, -0.674>, <0.674, -0.674>, <0.674, 0.674>, <-0.674, 0.674>, <-0.674, -0.674> scale <1, -1.2, 1> translate y * 10.68 texture { Stone } rotate y * 28 }
box { <-1.5, 0, -1.5>, <1.5, 0.9, 1.5> texture { Stone } rotate y * 28 }
box { <-2.2, 0, -2.2>, <2.2, 0.4, 2.2> texture { Stone } rotate y * 28 }
#declare S = seed(3);
#for (I, 0, 60)
  #local X = rand(S) * 50 - 25; #local R = 0.8 + rand(S);
  sphere { <X, R * 0.7, 18 + rand(S) * 5>, R pigment { rgb <0.08 + 0.08 * rand(S), 0.2 + 0.1 * rand(S), 0.05> } normal { granite 1 scale 0.4 } }
#end
